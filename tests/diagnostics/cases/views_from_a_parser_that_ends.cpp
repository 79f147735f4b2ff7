// Returns a payload of views from a function whose parser, which owns some texts, is destroyed.
// expected: borrows_text
#include <flaghook/json/parse.hpp>

#include <string_view>

#ifdef CORRECT
using version = flaghook::blueprint::latest;
#else
using version = flaghook::blueprint::latest_borrowed;
#endif

bool accepted(std::string_view body) {
    return flaghook::parse<version>(body).has_value(); // here
}
