// Includes headers of two versions, as an include path with both may do.
// expected: flaghook: one source file includes the headers of two versions; check its include paths
#include <flaghook/version.hpp>

#ifdef CORRECT
#include <flaghook/model/payload.hpp>
#else
#include <include_of_other_version/flaghook/version.hpp> // here
#endif
