// Defines Boost's handler, which a program without exceptions has to provide:
// https://www.boost.org/doc/libs/release/libs/throw_exception/doc/html/throw_exception.html
#include <boost/throw_exception.hpp>

#include <cstdlib>
#include <exception>

namespace boost {

void throw_exception(const std::exception&) {
    std::abort();
}

void throw_exception(const std::exception&, const source_location&) {
    std::abort();
}

} // namespace boost
