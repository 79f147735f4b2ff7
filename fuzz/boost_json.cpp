// Compiles Boost.JSON into the targets (FLAGHOOK_JSON_HEADER_ONLY), so that it is instrumented like
// the rest.
#include <boost/json/src.hpp>
