/// @file
/// Signature headers that are right, and ones that are almost right.
#ifndef FLAGHOOK_FUZZ_NEAR_MISS_HPP
#define FLAGHOOK_FUZZ_NEAR_MISS_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace flaghook::fuzz {

/// What is done to the right signature. No fuzzer guesses a digest, so that what lies just beside
/// one has to be made.
enum class miss : std::uint8_t {
    none,           ///< the right signature
    no_header,      ///< nothing
    other_digit,    ///< one digit is another one
    last_digit,     ///< the last digit is another one
    upper_case,     ///< one letter is a capital one
    all_upper_case, ///< all letters are
    shortened,      ///< cut at a place
    longer,         ///< with a character behind
    prefixed,       ///< with `sha256=` before
    spaced,         ///< with white space around
    nul,            ///< one character is NUL
    other_bytes     ///< bytes of the input
};
inline constexpr std::size_t miss_count = 12;

/// The value of a header, or nothing for a request without one.
/// @param place which character is changed
/// @param bytes what stands in the header for `other_bytes`
[[nodiscard]] inline std::optional<std::string> missed(miss how, std::string right,
                                                       std::size_t place, std::string_view bytes) {
    place %= right.size();
    const auto change = [&right](std::size_t at) { right[at] = right[at] == '0' ? '1' : '0'; };
    const auto raise = [&right](std::size_t at) {
        if (right[at] >= 'a') {
            right[at] = static_cast<char>(right[at] - 'a' + 'A');
        }
    };
    switch (how) {
    case miss::none:
        break;
    case miss::no_header:
        return std::nullopt;
    case miss::other_digit:
        change(place);
        break;
    case miss::last_digit:
        change(right.size() - 1);
        break;
    case miss::upper_case:
        raise(place);
        break;
    case miss::all_upper_case:
        for (std::size_t at = 0; at < right.size(); ++at) {
            raise(at);
        }
        break;
    case miss::shortened:
        right.resize(place);
        break;
    case miss::longer:
        right += '0';
        break;
    case miss::prefixed:
        right.insert(0, "sha256=");
        break;
    case miss::spaced:
        right.insert(0, " ");
        break;
    case miss::nul:
        right[place] = '\0';
        break;
    case miss::other_bytes:
        return std::string(bytes);
    }
    return right;
}

} // namespace flaghook::fuzz

#endif
