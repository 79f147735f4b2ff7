/// @file
/// Which texts Sentry registers as signing secret of the generic provider.
///
/// A sender whose secret could never have been registered finds out here, at start-up and with a
/// reason, instead of by an HTTP 401 that gives none.
///
/// @code
/// check_registrable("0123456789");    // fine
/// check_registrable("0123456789\n");  // secret_has_outer_white_space
/// check_registrable("012345678");     // secret_too_short
/// @endcode
///
/// The rule is the `secret` field of Sentry's `FlagWebhookSigningSecretValidator`, a Django REST
/// framework `CharField(min_length=10, max_length=64)`:
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py,
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

/// The fewest characters (Unicode code points) of a secret that Sentry registers.
inline constexpr std::size_t min_secret_length = 10;

/// The most characters (Unicode code points) of a secret that Sentry registers.
inline constexpr std::size_t max_secret_length = 64;

/// Says whether Sentry would register `text`, exactly as it is, as a secret of the generic
/// provider.
///
/// @param text the secret as UTF-8, the way it is typed into Sentry's form.
/// @return nothing wrong, or the first that applies of `secret_not_utf8`,
/// `secret_has_outer_white_space`, `secret_has_null_character`, `secret_too_short` (also
/// for an empty text), `secret_too_long`. Length counts code points, as Python's `len()`
/// does: ten two-byte characters are long enough.
/// @par Complexity
/// Linear; nothing is allocated or copied. The time taken depends on the text, so do
/// not call it for every request.
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
