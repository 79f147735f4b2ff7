/// @file
/// The verdict on a signature, without a crypto library.
#ifndef FLAGHOOK_DIAGNOSIS_SIGNATURE_VERDICT_HPP
#define FLAGHOOK_DIAGNOSIS_SIGNATURE_VERDICT_HPP

#include <flaghook/signature/header_form.hpp>

#include "diagnosis/signature_plan.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::diagnosis {

/// The verdict on a signature.
struct signature_verdict {
    /// Whether Sentry would accept it.
    bool matches = false;
    /// The form of the header's value.
    header_form form = header_form::well_formed;
    /// A sentence for users, without a full stop: that the signature matches; or why it does not,
    /// if that is known, and what to change in the sender.
    std::string message{};
    /// The names of the mistakes that explain the signature; empty if it matches or none is known.
    std::vector<std::string> mistakes{};
};

/// The headers of a request that affect the verdict.
struct presented_signature {
    /// The value of `X-Sentry-Signature`; nothing if the header is missing.
    std::optional<std::string_view> header{};
    /// The value of `Content-Encoding`; empty if the header is missing.
    std::string_view content_encoding{};
};

/// Returns the verdict on a signature that fits.
[[nodiscard]] signature_verdict fitting(const presented_signature& signature);

/// Returns the verdict on a signature that does not fit.
/// @param found the result of the search for known mistakes; default-constructed if the request has
/// no signature header
[[nodiscard]] signature_verdict mismatching(const presented_signature& signature,
                                            std::size_t body_size, const search_result& found);

/// Converts to `{"matches", "form", "message", "mistakes"}`.
[[nodiscard]] boost::json::object to_json(const signature_verdict& verdict);

} // namespace flaghook::diagnosis

#endif
