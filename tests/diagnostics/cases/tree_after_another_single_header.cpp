// Includes the single header of another version, and then a header of this one.
// expected: flaghook: headers of two versions meet in one source file; look at its include paths
#ifdef CORRECT
#include <same_version/flaghook.hpp>
#else
#include <other_version/flaghook.hpp>
#endif

#include <flaghook/version.hpp> // here
