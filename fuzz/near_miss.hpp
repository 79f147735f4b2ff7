/// @file
/// Signature headers that are right or almost right.
#ifndef FLAGHOOK_FUZZ_NEAR_MISS_HPP
#define FLAGHOOK_FUZZ_NEAR_MISS_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace flaghook::fuzz {

/// A change to the right signature. A fuzzer cannot guess a digest, so signatures that are almost
/// right have to be constructed.
enum class miss : std::uint8_t {
    none,           ///< the right signature
    no_header,      ///< no header
    other_digit,    ///< one digit is changed
    last_digit,     ///< the last digit is changed
    upper_case,     ///< one letter is upper-case
    all_upper_case, ///< all letters are upper-case
    shortened,      ///< cut off at `place`
    longer,         ///< with one more character
    prefixed,       ///< with the prefix `sha256=`
    spaced,         ///< with white space around
    nul,            ///< one character is NUL
    other_bytes     ///< bytes of the input
};
inline constexpr std::size_t miss_count = 12;

/// Returns the value of a header, or nothing for a request without one.
/// @param place the index of the character to change
/// @param bytes the header's value for `other_bytes`
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
