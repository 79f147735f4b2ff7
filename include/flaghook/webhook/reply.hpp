/// @file
/// What Sentry answers to a request, and records.
#ifndef FLAGHOOK_WEBHOOK_REPLY_HPP
#define FLAGHOOK_WEBHOOK_REPLY_HPP

#include <flaghook/blueprint/latest.hpp>
#include <flaghook/json/deviation.hpp>
#include <flaghook/json/error_tree.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/json/parse.hpp>
#include <flaghook/json/refusal.hpp>
#include <flaghook/model/deduplicate.hpp>
#include <flaghook/version.hpp>
#include <flaghook/webhook/delivery_outcome.hpp>

#include <boost/system/error_code.hpp>

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// How bodies are parsed and answered.
struct receiver_options {
    /// What a body may cost.
    parse_limits limits{};
    /// How errors of a list's items are written.
    tree_form form = tree_form::list;
    /// Whether replies report where an accepted body departs from the documentation.
    bool deviations = false;
};

/// The answer to one request, and what it records.
///
/// Begins as undecided, which is answered with status 500; so does one that was moved from. A reply
/// whose rows are views is neither copied nor moved.
/// @tparam Version the protocol version of the rows
///
/// @par Example
/// @snippet receiver.cpp receiver
template <blueprint::version Version>
class basic_reply {
public:
    /// A change as it is recorded.
    using row_type = typename decltype(Version::payload_type::data)::value_type;

    /// Nothing decided.
    basic_reply() = default;

    /// What becomes of the request.
    [[nodiscard]] delivery_outcome outcome() const noexcept { return outcome_.get(); }

    /// Whether Sentry records the changes. **Status 200 alone does not say so.**
    [[nodiscard]] bool accepted() const noexcept { return outcome() == delivery_outcome::accepted; }

    /// The HTTP status of the answer: 200 for a payload, good or bad; 400 for malformed JSON, 401
    /// for a wrong signature, 413 for a limit of this library, 415 for another media type than
    /// JSON, 500 where the server fails or nothing is decided.
    [[nodiscard]] int status() const noexcept {
        switch (outcome()) {
        case delivery_outcome::accepted:
        case delivery_outcome::refused:
            return 200;
        case delivery_outcome::malformed:
            return 400;
        case delivery_outcome::unauthorized:
            return 401;
        case delivery_outcome::too_large:
            return 413;
        case delivery_outcome::unsupported_media_type:
            return 415;
        default:
            return 500;
        }
    }

    /// The body of the answer: empty for accepted changes and for status 500, otherwise JSON, to be
    /// sent as `application/json`.
    [[nodiscard]] const std::string& answer() const& noexcept { return answer_; }
    /// The same, moved out of a reply that is not needed any more.
    [[nodiscard]] std::string answer() && noexcept { return std::move(answer_); }

    /// What is recorded: the payload's changes, of those with equal ids the first. Empty unless the
    /// payload is accepted. Valid as long as the reply, and views as long as what they look at.
    [[nodiscard]] std::span<const row_type> rows() const& noexcept {
        return accepted() ? std::span<const row_type>(parsed_->data) : std::span<const row_type>();
    }
    /// The same rows, moved out of a reply that is not needed any more.
    [[nodiscard]] std::vector<row_type> rows() && noexcept {
        return accepted() ? std::move(parsed_.payload_.data) : std::vector<row_type>();
    }

    /// Why the payload is refused, in the server's order; empty for other outcomes than a refusal
    /// of the body.
    [[nodiscard]] const std::vector<issue>& issues() const& noexcept {
        return parsed_.error().issues();
    }
    /// The same, moved out of a reply that is not needed any more.
    [[nodiscard]] std::vector<issue> issues() && noexcept {
        return std::move(parsed_.refusal_).issues();
    }

    /// Where the body departs from the documentation, if `receiver_options::deviations` asks for
    /// it.
    [[nodiscard]] const std::vector<deviation>& deviations() const& noexcept {
        return parsed_.deviations();
    }
    /// The same, moved out of a reply that is not needed any more.
    [[nodiscard]] std::vector<deviation> deviations() && noexcept {
        return std::move(parsed_.deviations_);
    }

    /// Why a request is unauthorized: a `signature_error`. For the receiver's log; the sender is
    /// not told.
    [[nodiscard]] const boost::system::error_code& reason() const noexcept { return reason_; }

private:
    template <blueprint::version>
    friend class basic_answerer;

    json::detail::taken_by_move<delivery_outcome> outcome_{};
    std::string answer_{};
    parsed<Version> parsed_{};
    boost::system::error_code reason_{};
};

/// Answers one payload after the other and keeps its memory: a body like the ones before costs no
/// allocation. For bodies whose signature was verified, or needs no verifying; `answer` is simpler
/// for a single one.
///
/// Threads: one at a time. Neither copied nor moved, since replies refer to it.
/// @tparam Version the protocol version to read. With `blueprint::latest_borrowed` the rows' texts
/// are views; see `parser`.
///
/// @par Example
/// @snippet views.cpp views
template <blueprint::version Version>
class basic_answerer {
public:
    /// The type of replies.
    using reply = basic_reply<Version>;

    /// @param options limits on bodies, and the form of answers
    explicit basic_answerer(const receiver_options& options = {}) noexcept
        : parser_({.limits = options.limits, .deviations = options.deviations}),
          form_(options.form) {}

    basic_answerer(const basic_answerer&) = delete;
    basic_answerer& operator=(const basic_answerer&) = delete;
    ~basic_answerer() = default;

    /// What Sentry answers to a payload whose signature fits, and records.
    /// @param body any bytes; with views it has to outlive the reply
    /// @return a reply that is valid until the next call
    /// @throws std::bad_alloc only; the reply is undecided then
    /// @par Complexity
    /// Linear in the body, in time and memory.
    template <body_for<Version> Body>
    [[nodiscard]] const reply& answer(Body&& body) {
        decide(std::string_view(body));
        return reply_;
    }

    /// The answer to a request whose signature does not fit or is missing, and equally to one for
    /// an organization that does not exist.
    /// @param reason for the receiver's log
    /// @return a reply that is valid until the next call
    [[nodiscard]] const reply& unauthorized(const boost::system::error_code& reason = {}) {
        begin();
        reply_.parsed_.is_accepted_ = false;
        reply_.parsed_.refusal_ = {};
        reply_.parsed_.deviations_.clear();
        reply_.answer_ = "\"Not authorized.\"";
        reply_.reason_ = reason;
        reply_.outcome_ = delivery_outcome::unauthorized;
        return reply_;
    }

    /// The answer to a request whose body was refused before its fields were read; see
    /// `decode_body`.
    /// @return a reply that is valid until the next call
    [[nodiscard]] const reply& refuse(const refusal& refused) {
        begin();
        reply_.parsed_.is_accepted_ = false;
        reply_.parsed_.deviations_.clear();
        reply_.parsed_.refusal_ = refused;
        reply_.answer_ = refused.answer(form_);
        reply_.outcome_ = outcome_of(refused.status());
        return reply_;
    }

    /// The last reply, for keeping.
    [[nodiscard]] reply take() && noexcept requires(!borrows_text<Version>) {
        return std::move(reply_);
    }

private:
    void begin() noexcept {
        reply_.outcome_ = delivery_outcome::undecided;
        reply_.answer_.clear();
        reply_.reason_ = {};
    }

    void decide(std::string_view body) {
        begin();
        parsed<Version>& parsed = reply_.parsed_;
        parser_.parse_into(parsed, body);
        if (parsed) {
            remove_changes(parsed.payload_.data,
                           repeated_.find(std::span(std::as_const(parsed.payload_.data))));
            reply_.outcome_ = delivery_outcome::accepted;
        } else {
            reply_.answer_ = parsed.error().answer(form_);
            reply_.outcome_ = outcome_of(parsed.error().status());
        }
    }

    [[nodiscard]] static delivery_outcome outcome_of(int status) noexcept {
        switch (status) {
        case 200:
            return delivery_outcome::refused;
        case 400:
            return delivery_outcome::malformed;
        case 413:
            return delivery_outcome::too_large;
        case 415:
            return delivery_outcome::unsupported_media_type;
        default:
            return delivery_outcome::server_error;
        }
    }

    parser<Version> parser_;
    tree_form form_;
    repeated_ids repeated_;
    reply reply_;
};

/// What Sentry answers to a payload whose signature fits, and records.
/// @tparam Version the protocol version to read
/// @param body any bytes
/// @param options limits on bodies, and the form of answers
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the body, in time and memory.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py
template <blueprint::version Version = blueprint::latest>
    requires(!borrows_text<Version>)
[[nodiscard]] basic_reply<Version> answer(std::string_view body,
                                          const receiver_options& options = {}) {
    basic_answerer<Version> answerer(options);
    static_cast<void>(answerer.answer(body));
    return std::move(answerer).take();
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
