// Headers of two versions, as from a path that has both.
// expected: flaghook: headers of two versions meet in one source file; look at its include paths
#include <flaghook/version.hpp>

#ifdef CORRECT
#include <flaghook/model/payload.hpp>
#else
#include <include_of_other_version/flaghook/version.hpp> // here
#endif
