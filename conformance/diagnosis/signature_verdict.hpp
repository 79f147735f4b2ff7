/// @file
/// What there is to say about a signature, without any crypto library.
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

/// What there is to say about a signature.
struct signature_verdict {
    /// Whether Sentry would take it.
    bool matches = false;
    /// How the header's value looks.
    header_form form = header_form::well_formed;
    /// A sentence for people, without a full stop: that it matches; or why not, as far as that can
    /// be told, and what to change in the sender.
    std::string message{};
    /// The names of the mistakes with which it fits; none where it matches or nothing is known.
    std::vector<std::string> mistakes{};
};

/// What a request says beside its body.
struct presented_signature {
    /// The value of `X-Sentry-Signature`, or nothing where there is no such header.
    std::optional<std::string_view> header{};
    /// The value of `Content-Encoding`; empty where there is no such header.
    std::string_view content_encoding{};
};

/// The verdict on a signature that fits.
[[nodiscard]] signature_verdict fitting(const presented_signature& signature);

/// The verdict on a signature that does not fit.
/// @param found what the search for the known mistakes gave; the default where no header came
[[nodiscard]] signature_verdict mismatching(const presented_signature& signature,
                                            std::size_t body_size, const search_result& found);

/// `{"matches", "form", "message", "mistakes"}`.
[[nodiscard]] boost::json::object to_json(const signature_verdict& verdict);

} // namespace flaghook::diagnosis

#endif
