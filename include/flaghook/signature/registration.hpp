/// @file
/// Checks whether Sentry registers a text as signing secret of the generic provider.
///
/// A sender can thus report a wrong secret when it starts. Sentry itself answers every request with
/// such a secret with HTTP 401, without a reason.
///
/// @par Source
/// The field `secret` of `FlagWebhookSigningSecretValidator`, a `CharField(min_length=10,
/// max_length=64)` of Django REST framework:
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py and
/// https://www.django-rest-framework.org/api-guide/fields/#charfield
#ifndef FLAGHOOK_SIGNATURE_REGISTRATION_HPP
#define FLAGHOOK_SIGNATURE_REGISTRATION_HPP

#include <flaghook/server/text.hpp>
#include <flaghook/signature/signature_error.hpp>
#include <flaghook/version.hpp>

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

/// The minimum length of a secret of the generic provider, in Unicode code points.
inline constexpr std::size_t min_secret_length = 10;

/// The maximum length of a secret of the generic provider, in Unicode code points.
inline constexpr std::size_t max_secret_length = 64;

/// Checks whether Sentry registers a text, unchanged, as a secret of the generic provider.
///
/// @param text the secret as UTF-8, as typed into Sentry's form
/// @return no error, or the first of these `signature_error`s that applies: `secret_not_utf8`,
/// `secret_has_outer_white_space`, `secret_has_null_character`, `secret_too_short` (also for an
/// empty text), `secret_too_long`. The length is counted in code points, as Python's `len()` does:
/// ten characters of two bytes are long enough.
/// @par Complexity
/// Linear in `text.size()`. Allocates nothing and copies nothing. The running time depends on the
/// content of the text, so do not call it for every request.
/// @see secret::from_text
///
/// @par Example
/// @snippet signing.cpp registrable
[[nodiscard]] inline boost::system::error_code check_registrable(std::string_view text) noexcept {
    if (!server::detail::is_utf8(text)) {
        return signature_error::secret_not_utf8;
    }
    if (server::detail::trim(text).size() != text.size()) {
        return signature_error::secret_has_outer_white_space;
    }
    if (text.find('\0') != std::string_view::npos) {
        return signature_error::secret_has_null_character;
    }
    const std::size_t length = server::detail::count_code_points(text);
    if (length < min_secret_length) {
        return signature_error::secret_too_short;
    }
    if (length > max_secret_length) {
        return signature_error::secret_too_long;
    }
    return {};
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
