/// @file
/// Describes the form of a signature header, to explain why Sentry refused it.
///
/// Sentry answers every wrong signature with HTTP 401 `"Not authorized."`. The most frequent
/// mistakes are visible in the header alone, without the secret.
///
/// Use this only for diagnostics: a form does not show whether a signature is right, and
/// `basic_verifier` does not use it. Never send the form to an unauthorized client.
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

/// The form of a signature header: the documented one, or how it differs from that.
///
/// The documented form is:
/// @code{.unparsed}
/// signature = 64lower-hex
/// lower-hex = %x30-39 / %x61-66    ; 0-9 a-f
/// @endcode
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
enum class header_form : std::uint8_t {
    /// The request has no `X-Sentry-Signature` header.
    missing,
    /// The value is empty.
    empty,
    /// The value begins with `sha256=` in any letter case, as in some other services.
    prefixed,
    /// The value contains a character other than a hex digit: base64, quotes, white space, a list.
    not_hex,
    /// The value is hex, but does not have 64 digits.
    wrong_length,
    /// The value has 64 hex digits, some of them in upper case. Sentry compares text, and refuses
    /// it.
    upper_case,
    /// The value has the documented form. Sentry refuses it if the secret or the signed bytes
    /// differ.
    well_formed,
};

/// Determines the form of a header's value.
///
/// If several forms apply, the result is the first of them in the order of the enumerators.
/// @param value the value of `X-Sentry-Signature`, or `std::nullopt` if the request has no such
/// header
/// @return the form
/// @par Complexity
/// Linear in `value->size()`.
///
/// @par Example
/// @snippet signing.cpp header_form
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

/// The names of the forms, for `to_string` and `from_string`.
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

/// Returns an explanation of a form, for the developers of the sender.
/// @param form a form
/// @return one sentence: what the header looks like, and what to change. It is `"unknown"` if
/// `form` is not an enumerator.
/// @par Complexity
/// Constant.
[[nodiscard]] constexpr std::string_view explain(header_form form) noexcept {
    switch (form) {
    case header_form::missing:
        return "there is no X-Sentry-Signature header";
    case header_form::empty:
        return "the X-Sentry-Signature header is empty";
    case header_form::prefixed:
        return "the signature begins with 'sha256='; send the 64 hex digits without a prefix";
    case header_form::not_hex:
        return "the signature has characters that are not hex digits; send the digest as hex, not "
               "as base64, without quotes or white space";
    case header_form::wrong_length:
        return "the signature does not have 64 hex digits; send the whole HMAC-SHA-256 digest";
    case header_form::upper_case:
        return "the signature has upper-case letters, but Sentry compares text; send lower-case "
               "hex digits";
    case header_form::well_formed:
        return "the signature has the documented form; if it is refused, the secret or the signed "
               "bytes differ";
    }
    return "unknown";
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
