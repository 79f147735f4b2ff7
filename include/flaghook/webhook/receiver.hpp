/// @file
/// What Sentry answers to a request, and records.
#ifndef FLAGHOOK_WEBHOOK_RECEIVER_HPP
#define FLAGHOOK_WEBHOOK_RECEIVER_HPP

#include <flaghook/blueprint/latest.hpp>
#include <flaghook/crypto/hmac_sha256.hpp>
#include <flaghook/json/deviation.hpp>
#include <flaghook/json/error_tree.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/json/parse.hpp>
#include <flaghook/json/rejection.hpp>
#include <flaghook/model/deduplicate.hpp>
#include <flaghook/signature/verifier.hpp>
#include <flaghook/version.hpp>

#include <concepts>
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
    /// A change as it is recorded.
    using row_type = typename decltype(Version::payload_type::data)::value_type;

    /// The HTTP status: 401 before the body is read, 400 for malformed JSON, 200 for all other
    /// bodies, good and bad, 500 where the server fails (it cannot write its answer, or the body is
    /// nested too deep), 413 for a body over a limit of this library.
    int status = 200;
    /// The body of the answer, JSON; empty when the payload is accepted, and for status 500.
    std::string answer{};
    /// What is recorded: the payload's changes, of equal ids the first one. Empty unless
    /// the payload is accepted.
    std::vector<row_type> rows{};
    /// Why the payload is refused; empty for status 401.
    std::vector<issue> issues{};

    /// Whether Sentry records the changes. **Status 200 does not say so**: the answer has to be
    /// empty as well.
    [[nodiscard]] bool accepted() const noexcept { return status == 200 && answer.empty(); }
};

/// Answers one payload after the other and keeps its memory between them: a body like the ones
/// before costs no allocation.
///
/// Not to be shared between threads; use `answer` for a single body.
/// @tparam Version what declares the fields. With `blueprint::latest_borrowed` the rows' texts are
/// views into the body, or into memory of the answerer; see `parser`
template <blueprint::version Version>
class basic_answerer {
public:
    /// What `answer` gives.
    using reply = basic_reply<Version>;

    /// @param options limits on bodies, and the form of error trees
    explicit basic_answerer(const receiver_options& options = {}) noexcept
        : parser_(options.limits), form_(options.form) {}

    /// What Sentry answers to a payload whose signature fits, and records.
    /// @param body any bytes; has to stay where it is as long as rows with views into it are used
    /// @param deviations if given, receives where the body departs from the documentation
    /// @return a reply that is valid until the next call
    [[nodiscard]] const reply& answer(std::string_view body,
                                      std::vector<deviation>* deviations = nullptr) {
        begin();
        if (!parser_.parse(body, payload_, deviations)) {
            const rejection& rejected = parser_.rejected();
            reply_.status = rejected.status;
            reply_.answer = rejected.answer(form_);
            reply_.issues = rejected.issues;
            return reply_;
        }
        reply_.rows.swap(payload_.data);
        remove_changes(reply_.rows, repeated_.find(std::span(std::as_const(reply_.rows))));
        return reply_;
    }

    /// Views would be into a body that ends with the call.
    template <std::same_as<std::string> Body>
    [[nodiscard]] const reply& answer(Body&& body, std::vector<deviation>* deviations = nullptr) {
        static_assert(!borrows_text<Version>,
                      "flaghook: the rows would have views into a temporary body; keep the body in "
                      "a variable, or answer with rows that own their text");
        return answer(std::string_view(body), deviations);
    }

    /// The answer to a request whose signature does not fit or is missing, and equally to one for
    /// an organization that does not exist.
    [[nodiscard]] const reply& unauthorized() {
        begin();
        reply_.status = 401;
        reply_.answer = "\"Not authorized.\"";
        return reply_;
    }

    /// The last reply, for keeping.
    [[nodiscard]] reply take() && noexcept { return std::move(reply_); }

private:
    /// Empties the reply and gives its rows back to the payload that they came from.
    void begin() noexcept {
        if (!reply_.rows.empty()) {
            reply_.rows.swap(payload_.data);
            reply_.rows.clear();
        }
        reply_.status = 200;
        reply_.answer.clear();
        reply_.issues.clear();
    }

    parser<Version> parser_;
    tree_form form_;
    typename Version::payload_type payload_;
    repeated_ids repeated_;
    reply reply_;
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
    static_assert(!borrows_text<Version>,
                  "flaghook: rows of views need a flaghook::basic_answerer that is kept as long");
    basic_answerer<Version> answerer(options);
    static_cast<void>(answerer.answer(body, deviations));
    return std::move(answerer).take();
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
    /// What `receive` gives.
    using reply = basic_reply<Version>;

    /// What a thread keeps from one request to the next: what decides once the signature fits, and
    /// the memory with which signatures are checked. It has no key in it, and serves any receiver
    /// of this type.
    class answerer : public basic_answerer<Version> {
    public:
        using basic_answerer<Version>::basic_answerer;

    private:
        friend basic_receiver;
        typename basic_verifier<Backend>::memory verifying_;
    };

    /// @param checked_by checks signatures with the secrets that are valid now
    explicit basic_receiver(basic_verifier<Backend> checked_by,
                            const receiver_options& options = {})
        : verifier_(std::move(checked_by)), options_(options) {}

    /// Answers one request.
    /// @param body the raw bytes that came, before anything decoded or changed them
    /// @param signature the value of `X-Sentry-Signature`, or nothing where the header is missing
    [[nodiscard]] reply receive(std::string_view body,
                                std::optional<std::string_view> signature) const {
        static_assert(!borrows_text<Version>,
                      "flaghook: rows of views need an answerer that is kept as long: "
                      "receive(body, signature, answerer)");
        answerer once = make_answerer();
        static_cast<void>(receive(body, signature, once));
        return std::move(once).take();
    }

    /// The same with memory that is kept from one request to the next.
    /// @param memory this thread's, from `make_answerer`
    /// @return a reply that is valid until `memory` is used again
    [[nodiscard]] const reply& receive(std::string_view body,
                                       std::optional<std::string_view> signature,
                                       answerer& memory) const {
        // A body over the limit is refused unread: hashing it would be the sender's to command.
        if (body.size() <= options_.limits.body_size &&
            !verifier_.verify(body, signature, memory.verifying_)) {
            // What is left in there would sign this body.
            memory.verifying_ = {};
            return memory.unauthorized();
        }
        return memory.answer(body);
    }

    /// Views would be into a body that ends with the call.
    template <std::same_as<std::string> Body>
    [[nodiscard]] const reply& receive(Body&& body, std::optional<std::string_view> signature,
                                       answerer& memory) const {
        static_assert(!borrows_text<Version>,
                      "flaghook: the rows would have views into a temporary body; keep the body in "
                      "a variable, or receive rows that own their text");
        return receive(std::string_view(body), signature, memory);
    }

    /// An answerer with this receiver's options, for one thread.
    [[nodiscard]] answerer make_answerer() const noexcept { return answerer(options_); }

    /// The answer to a request whose signature does not fit or is missing, and equally to one for
    /// an organization that does not exist.
    [[nodiscard]] static reply unauthorized() {
        answerer once;
        static_cast<void>(once.unauthorized());
        return std::move(once).take();
    }

private:
    basic_verifier<Backend> verifier_;
    receiver_options options_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
