/// @file
/// What Sentry answers to a request, and records.
#ifndef FLAGHOOK_WEBHOOK_RECEIVER_HPP
#define FLAGHOOK_WEBHOOK_RECEIVER_HPP

#include <flaghook/blueprint/latest.hpp>
#include <flaghook/json/deviation.hpp>
#include <flaghook/json/error_tree.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/json/parse.hpp>
#include <flaghook/model/deduplicate.hpp>
#include <flaghook/signature/verifier.hpp>
#include <flaghook/version.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// What a receiver is to do beyond the defaults.
struct receiver_options {
    /// What a body may cost.
    parse_limits limits{};
    /// How errors of a list's items are rendered.
    tree_form form = tree_form::list;
};

/// The answer to one request.
/// @tparam Version the protocol version that the rows have
template <blueprint::version Version>
struct basic_reply {
    using row_type = typename decltype(Version::payload_type::data)::value_type;

    /// The HTTP status: 401 before the body is looked at, 400 for malformed JSON, 200 for all other
    /// bodies, good and bad, 500 where the server fails to write its answer, 413 for a body over a
    /// limit of this library.
    int status = 200;
    /// The body of the answer, JSON; empty when the payload is accepted, and for status 500.
    std::string answer{};
    /// What is recorded: the payload's changes without those whose id stood before. Empty unless
    /// the payload is accepted.
    std::vector<row_type> rows{};
    /// Why the payload is refused; empty for status 401.
    std::vector<issue> issues{};

    /// Whether Sentry records the changes. **Status 200 does not say so**: the answer has to be
    /// empty as well.
    [[nodiscard]] bool accepted() const noexcept { return status == 200 && answer.empty(); }
};

/// What Sentry answers to a payload whose signature fits, and records.
/// @param body any bytes
/// @param deviations if given, receives where the body departs from the documentation
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py
template <blueprint::version Version = blueprint::latest>
[[nodiscard]] basic_reply<Version> answer(std::string_view body,
                                          const receiver_options& options = {},
                                          std::vector<deviation>* deviations = nullptr) {
    basic_reply<Version> result;
    parse_result<Version> parsed = parse<Version>(body, options.limits, deviations);
    if (!parsed) {
        result.status = parsed.error().status;
        result.answer = parsed.error().answer(options.form);
        result.issues = std::move(parsed.error().issues);
        return result;
    }
    result.rows = std::move(parsed->data);
    repeated_ids repeated;
    remove_changes(result.rows, repeated.find(std::span(std::as_const(result.rows))));
    return result;
}

/// Answers webhook requests as Sentry does, in Sentry's order: the signature (401), the JSON (400),
/// the fields (200 with an error tree), the rows (200 with an empty body).
///
/// Immutable, so that one receiver serves any number of threads.
/// @tparam Version the protocol version to read
/// @tparam Backend the crypto back end of the verifier
///
/// @par Example
/// @code
/// const auto reply = receiver.receive(body, request["X-Sentry-Signature"]);
/// response.status(reply.status);
/// response.body(reply.answer);
/// store(reply.rows);
/// @endcode
template <blueprint::version Version, crypto::hmac_sha256 Backend>
class basic_receiver {
public:
    using reply = basic_reply<Version>;

    /// @param checked_by checks signatures with the secrets that are valid now
    explicit basic_receiver(basic_verifier<Backend> checked_by,
                            const receiver_options& options = {})
        : verifier_(std::move(checked_by)), options_(options) {}

    /// Answers one request.
    /// @param body the raw bytes that came, before anything decoded or changed them
    /// @param signature the value of `X-Sentry-Signature`, or nothing where the header is missing
    [[nodiscard]] reply receive(std::string_view body,
                                std::optional<std::string_view> signature) const {
        // A body over the limit is refused unread: hashing it would be the sender's to command.
        if (body.size() <= options_.limits.body_size && !verifier_.verify(body, signature)) {
            return unauthorized();
        }
        return answer<Version>(body, options_);
    }

    /// The answer to a request whose signature does not fit or is missing, and equally to one for
    /// an organization that does not exist.
    [[nodiscard]] static reply unauthorized() {
        reply result;
        result.status = 401;
        result.answer = "\"Not authorized.\"";
        return result;
    }

private:
    basic_verifier<Backend> verifier_;
    receiver_options options_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
