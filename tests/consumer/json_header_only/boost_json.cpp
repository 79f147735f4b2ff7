// The one source file that compiles Boost.JSON.
#include <boost/json/src.hpp>
