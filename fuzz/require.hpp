/// @file
/// Checks the library's promises in every build.
#ifndef FLAGHOOK_FUZZ_REQUIRE_HPP
#define FLAGHOOK_FUZZ_REQUIRE_HPP

#include <concepts>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <string>
#include <string_view>

namespace flaghook::fuzz {

/// A named value to show in a failure.
struct witness {
    std::string_view name;
    std::string text;
};

/// Prints the broken promise and the named values, and aborts, which every fuzzing engine counts as
/// a crash. `assert` is no alternative, because it is disabled under NDEBUG.
[[noreturn]] inline void fail(std::string_view promise,
                              std::initializer_list<witness> witnesses = {}) {
    std::fprintf(stderr, "broken promise: %.*s\n", static_cast<int>(promise.size()),
                 promise.data());
    for (const witness& one : witnesses) {
        std::fprintf(stderr, "  %.*s: %s\n", static_cast<int>(one.name.size()), one.name.data(),
                     one.text.c_str());
    }
    std::fflush(stderr);
    std::abort();
}

/// Checks a promise of the library.
inline void require(bool holds, std::string_view promise) {
    if (!holds) {
        fail(promise);
    }
}

/// Returns a value as text, to show in a failure.
[[nodiscard]] inline std::string shown(std::string_view text) {
    return std::string(text);
}
[[nodiscard]] inline std::string shown(bool truth) {
    return truth ? "true" : "false";
}
template <std::integral Integer>
[[nodiscard]] std::string shown(Integer value) {
    return std::to_string(value);
}

/// Checks that the library agrees with an independent computation.
template <class Left, class Right>
void require_same(const Left& library, const Right& other, std::string_view promise) {
    if (!(library == other)) {
        fail(promise, {{"library", shown(library)}, {"other", shown(other)}});
    }
}

} // namespace flaghook::fuzz

#endif
