// The one source file that has Boost.JSON in it, where no library of Boost's is linked
// (FLAGHOOK_JSON_HEADER_ONLY). So Boost.JSON is instrumented like the rest.
#include <boost/json/src.hpp>
