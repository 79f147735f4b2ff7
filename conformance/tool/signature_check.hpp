/// @file
/// Whether a signature fits a body, and if not, which of the usual mistakes was made.
#ifndef FLAGHOOK_TOOL_SIGNATURE_CHECK_HPP
#define FLAGHOOK_TOOL_SIGNATURE_CHECK_HPP

#include <flaghook/signature/default_backend.hpp>
#include <flaghook/signature/header_form.hpp>
#include <flaghook/signature/secret.hpp>

#include <boost/json/object.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace flaghook::tool {

/// What there is to say about a signature.
struct signature_verdict {
    /// Whether Sentry would take it.
    bool matches = false;
    /// How the header's value looks.
    header_form form = header_form::well_formed;
    /// A sentence for people, without a full stop: that it matches; or why not, as far as that can
    /// be told, and what to change in the sender.
    std::string message{};
};

/// A verifier for secrets that were read.
/// @throw unusable when there are too many, or when the crypto library fails
[[nodiscard]] verifier make_verifier(std::span<const secret> secrets);

/// Checks as Sentry does. Where the signature does not fit, also tries what senders often get
/// wrong: capital letters, a prefix, white space around it, and a line end at the end of the body
/// that was signed without it or the other way round. That tells a user who has the secret where
/// to look; a server must not tell it to anybody.
/// @param header the value of `X-Sentry-Signature`, or nothing where there is no such header
[[nodiscard]] signature_verdict check_signature(const verifier& by, std::string_view body,
                                                std::optional<std::string_view> header);

/// `{"matches", "form", "message"}`.
[[nodiscard]] boost::json::object to_json(const signature_verdict& verdict);

} // namespace flaghook::tool

#endif
