// A payload of views out of a function whose parser, with some of the texts, ends before them.
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
