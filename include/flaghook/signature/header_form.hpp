/// @file
/// What a signature header looks like, for people who wonder why it was refused.
///
/// Sentry says the same thing, HTTP 401 `"Not authorized."`, whatever is wrong with a signature.
/// The most frequent mistakes can be seen in the header alone, without the secret. This is for
/// diagnostics **only**: `basic_verifier` neither includes nor asks this file, a form says nothing
/// about whether a signature is right, and to a caller that is not authorized it must not be told.
#ifndef FLAGHOOK_SIGNATURE_HEADER_FORM_HPP
#define FLAGHOOK_SIGNATURE_HEADER_FORM_HPP

#include <flaghook/enumeration.hpp>
#include <flaghook/signature/signature.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

/// How a header's value departs from the documented 64 lower-case hex digits
/// (https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md).
enum class header_form : std::uint8_t {
    /// There is no `X-Sentry-Signature` header.
    missing,
    /// Its value is the empty text.
    empty,
    /// It begins with `sha256=` (in any letter case), as the headers of some other services do.
    prefixed,
    /// It holds something that is no hex digit: base64, quotes, white space, a list of values.
    not_hex,
    /// Hex digits, but not 64 of them.
    wrong_length,
    /// 64 hex digits, some of them capital letters. Sentry compares text and refuses that.
    upper_case,
    /// As documented.
    well_formed,
};

/// Says which form a value has: the first that applies, in the order of the enumerators.
/// @par Complexity
/// Linear in the length of the value.
[[nodiscard]] constexpr header_form
classify_header(std::optional<std::string_view> value) noexcept {
    constexpr auto is_capital = [](char c) { return c >= 'A' && c <= 'F'; };
    const auto is_hex = [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || is_capital(c);
    };
    constexpr auto equal_in_any_case = [](char c, char small) {
        return c == small || (small >= 'a' && small <= 'z' && c == small - 'a' + 'A');
    };
    constexpr std::string_view prefix = "sha256=";

    if (!value) {
        return header_form::missing;
    }
    if (value->empty()) {
        return header_form::empty;
    }
    const std::string_view start = value->substr(0, prefix.size());
    if (std::equal(start.begin(), start.end(), prefix.begin(), prefix.end(), equal_in_any_case)) {
        return header_form::prefixed;
    }
    if (!std::all_of(value->begin(), value->end(), is_hex)) {
        return header_form::not_hex;
    }
    if (value->size() != signature::size) {
        return header_form::wrong_length;
    }
    if (std::any_of(value->begin(), value->end(), is_capital)) {
        return header_form::upper_case;
    }
    return header_form::well_formed;
}

/// The forms' names.
template <>
inline constexpr auto enumerators<header_form> = std::to_array<enumerator<header_form>>({
    {header_form::missing, "missing"},
    {header_form::empty, "empty"},
    {header_form::prefixed, "prefixed"},
    {header_form::not_hex, "not_hex"},
    {header_form::wrong_length, "wrong_length"},
    {header_form::upper_case, "upper_case"},
    {header_form::well_formed, "well_formed"},
});

/// @return one sentence for people: what the form is, and what to change in the sender.
[[nodiscard]] constexpr std::string_view explain(header_form form) noexcept {
    switch (form) {
    case header_form::missing:
        return "there is no X-Sentry-Signature header";
    case header_form::empty:
        return "the X-Sentry-Signature header is empty";
    case header_form::prefixed:
        return "the signature begins with 'sha256='; send the 64 hex digits without a prefix";
    case header_form::not_hex:
        return "the signature holds characters that are no hex digits; send the digest as hex, not "
               "as base64, and without quotes or white space";
    case header_form::wrong_length:
        return "the signature is not 64 hex digits long; send a whole HMAC-SHA-256 digest";
    case header_form::upper_case:
        return "the signature has capital letters, and Sentry compares it as text; send lower-case "
               "hex digits";
    case header_form::well_formed:
        return "the signature has the documented form; if it is refused, the secret or the signed "
               "bytes differ";
    }
    return "unknown";
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
