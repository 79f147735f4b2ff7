/// @file
/// The answer to a request, and the rows that it records.
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

/// Options for parsing and answering bodies.
///
/// @par Example
/// @snippet values.cpp answer
struct receiver_options {
    /// Resource limits for parsing a body.
    parse_limits limits{};
    /// The form in which an error tree names the items of a list.
    tree_form form = tree_form::list;
    /// Whether replies report the deviations of accepted bodies from the documentation.
    bool deviations = false;
};

/// The answer to one request, and the rows that it records.
///
/// A default-constructed or moved-from reply is undecided. An undecided reply is never accepted: it
/// has status 500 and no rows.
///
/// A reply whose rows own their text can be copied and moved. One whose rows are views cannot,
/// because the views are valid only in its session.
/// @tparam Version the protocol version of the rows
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py
///
/// @par Example
/// @snippet receiver.cpp receiver
/// @see basic_receiver, answer
template <blueprint::version Version>
class basic_reply {
public:
    /// The type of a recorded change.
    using row_type = typename decltype(Version::payload_type::data)::value_type;

    /// Constructs an undecided reply.
    basic_reply() = default;

    /// Returns the outcome of the request.
    [[nodiscard]] delivery_outcome outcome() const noexcept { return outcome_.get(); }

    /// Checks whether Sentry would record the changes. **Status 200 alone does not mean that.**
    /// @return `outcome() == delivery_outcome::accepted`
    [[nodiscard]] bool accepted() const noexcept { return outcome() == delivery_outcome::accepted; }

    /// Returns the HTTP status of the answer.
    /// @return one of these:
    /// - 200: the payload was parsed; it is accepted, or refused with an error tree
    /// - 400: the JSON is malformed
    /// - 401: the signature is wrong or missing
    /// - 413: the body exceeds a limit of `receiver_options::limits`
    /// - 415: the media type is not JSON
    /// - 500: Sentry would fail to answer, or the reply is undecided
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

    /// Returns the body of the answer.
    /// @return JSON, to be sent as `application/json`. Empty if the changes are accepted, and for
    /// status 500.
    [[nodiscard]] const std::string& answer() const& noexcept { return answer_; }
    /// Moves the body of the answer out of the reply.
    /// @return JSON, or an empty text; see the other overload
    [[nodiscard]] std::string answer() && noexcept { return std::move(answer_); }

    /// Returns the changes to record, in the sender's order.
    ///
    /// Of several changes with the same id, only the first is a row.
    /// @return the rows; empty unless the reply is accepted. They are valid as long as the reply.
    /// If they are views, they are valid until the next call of the session, while the body exists.
    [[nodiscard]] std::span<const row_type> rows() const& noexcept {
        return accepted() ? std::span<const row_type>(parsed_->data) : std::span<const row_type>();
    }
    /// Moves the rows out of the reply.
    /// @return the rows; empty unless the reply is accepted
    [[nodiscard]] std::vector<row_type> rows() && noexcept {
        return accepted() ? std::move(parsed_.payload_.data) : std::vector<row_type>();
    }

    /// Returns the reasons why the body is refused, in the server's order.
    /// @return the issues; empty if the body is accepted, and if the request is unauthorized
    [[nodiscard]] const std::vector<issue>& issues() const& noexcept {
        return parsed_.error().issues();
    }
    /// Moves the issues out of the reply.
    /// @return the issues; see the other overload
    [[nodiscard]] std::vector<issue> issues() && noexcept {
        return std::move(parsed_.refusal_).issues();
    }

    /// Returns the deviations of the body from the documentation.
    /// @return the deviations; empty unless `receiver_options::deviations` is set
    [[nodiscard]] const std::vector<deviation>& deviations() const& noexcept {
        return parsed_.deviations();
    }
    /// Moves the deviations out of the reply.
    /// @return the deviations; see the other overload
    [[nodiscard]] std::vector<deviation> deviations() && noexcept {
        return std::move(parsed_.deviations_);
    }

    /// Returns the reason why a request is unauthorized, for the receiver's log.
    ///
    /// The answer to the sender does not contain it.
    /// @return a `signature_error`, or no error for other outcomes
    [[nodiscard]] const boost::system::error_code& reason() const noexcept { return reason_; }

private:
    template <blueprint::version>
    friend class basic_answerer;

    json::detail::taken_by_move<delivery_outcome> outcome_{};
    std::string answer_{};
    parsed<Version> parsed_{};
    boost::system::error_code reason_{};
};

/// Answers a series of bodies as Sentry does, without verifying signatures, and reuses its memory.
///
/// A body similar to earlier ones needs no allocation. Use it for bodies whose signature has been
/// verified or need not be. For a single body, `flaghook::answer` is simpler. For complete
/// requests, use `basic_receiver::session`.
///
/// Threads: use an answerer in one thread at a time. It can be neither copied nor moved, because
/// replies refer to it.
/// @tparam Version the protocol version to read. With `blueprint::latest_borrowed`, the rows' texts
/// are views; see `parser`.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py
///
/// @par Example
/// @snippet values.cpp answerer
/// @see basic_receiver, decode_body
template <blueprint::version Version>
class basic_answerer {
public:
    /// The type of the replies.
    using reply = basic_reply<Version>;

    /// Constructs an answerer.
    /// @param options limits on bodies, and the form of answers
    explicit basic_answerer(const receiver_options& options = {}) noexcept
        : parser_({.limits = options.limits, .deviations = options.deviations}),
          form_(options.form) {}

    basic_answerer(const basic_answerer&) = delete;
    basic_answerer& operator=(const basic_answerer&) = delete;
    ~basic_answerer() = default;

    /// Answers a body whose signature is correct.
    /// @param body the body in UTF-8, any bytes. If rows are views, keep the body while you use the
    /// reply.
    /// @return a reply that is valid until the next call
    /// @throws std::bad_alloc only; the reply is undecided then
    /// @par Complexity
    /// Linear in `body.size()`, in time and memory.
    template <body_for<Version> Body>
    [[nodiscard]] const reply& answer(Body&& body) {
        decide(std::string_view(body));
        return reply_;
    }

    /// Answers a request whose signature is wrong or missing.
    ///
    /// Sentry gives the same answer if the organization does not exist.
    /// @param reason the error that `basic_reply::reason` returns
    /// @return a reply with status 401, valid until the next call
    /// @throws std::bad_alloc only; the reply is undecided then
    /// @par Complexity
    /// Constant, apart from clearing the previous reply.
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

    /// Answers a request whose body was refused before parsing.
    /// @param refused the refusal, such as that of `decode_body`
    /// @return a reply with the refusal's status and issues, valid until the next call. If
    /// `refused.status()` is not 200, 400, 413 or 415, the reply's status is 500.
    /// @throws std::bad_alloc only; the reply is undecided then
    /// @par Complexity
    /// Linear in the number and length of the issues.
    [[nodiscard]] const reply& refuse(const refusal& refused) {
        begin();
        reply_.parsed_.is_accepted_ = false;
        reply_.parsed_.deviations_.clear();
        reply_.parsed_.refusal_ = {};
        reply_.parsed_.refusal_ = refused;
        reply_.answer_ = refused.answer(form_);
        reply_.outcome_ = outcome_of(refused.status());
        return reply_;
    }

    /// Moves the last reply out of the answerer.
    /// @return the reply, which owns its contents; undecided if nothing was answered yet
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

/// Answers one body as Sentry does, without verifying a signature.
/// @tparam Version the protocol version to read; its texts may not be views
/// @param body the body in UTF-8, any bytes
/// @param options limits on bodies, and the form of answers
/// @return a reply that owns its contents
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `body.size()`, in time and memory.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py
///
/// @par Example
/// @snippet values.cpp answer
/// @see basic_answerer for a series of bodies, basic_receiver for requests with a signature
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
