// Includes the single header of another version, and then a header of this one.
// expected: flaghook: one source file includes the headers of two versions; check its include paths
#ifdef CORRECT
#include <same_version/flaghook.hpp>
#else
#include <other_version/flaghook.hpp>
#endif

#include <flaghook/version.hpp> // here
