// Takes a reply whose rows are views from an answerer that owns some of the texts.
// expected: take
#include <flaghook/webhook/reply.hpp>

#include <string>
#include <utility>

#ifdef CORRECT
using version = flaghook::blueprint::latest;
#else
using version = flaghook::blueprint::latest_borrowed;
#endif

bool accepted(const std::string& body) {
    flaghook::basic_answerer<version> answerer;
    static_cast<void>(answerer.answer(body));
    return std::move(answerer).take().accepted(); // here
}
