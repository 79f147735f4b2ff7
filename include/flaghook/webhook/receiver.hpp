/// @file
/// A receiver of webhook requests that answers as Sentry does.
#ifndef FLAGHOOK_WEBHOOK_RECEIVER_HPP
#define FLAGHOOK_WEBHOOK_RECEIVER_HPP

#include <flaghook/blueprint/latest.hpp>
#include <flaghook/crypto/hmac_sha256.hpp>
#include <flaghook/json/parse.hpp>
#include <flaghook/signature/received_headers.hpp>
#include <flaghook/signature/secret.hpp>
#include <flaghook/signature/signature_error.hpp>
#include <flaghook/signature/verifier.hpp>
#include <flaghook/version.hpp>
#include <flaghook/webhook/content_type.hpp>
#include <flaghook/webhook/reply.hpp>

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace flaghook::inline FLAGHOOK_ABI {

/// Answers webhook requests as Sentry does.
///
/// The steps are those of Sentry, in its order:
/// 1. Verify the signature. If it is wrong, the answer is 401.
/// 2. Check the media type. If it is not JSON, the answer is 415.
/// 3. Parse the JSON. If it is malformed, the answer is 400.
/// 4. Check the fields. If some are invalid, the answer is 200 with an error tree.
/// 5. Remove duplicates. The remaining changes are the rows, and the answer is an empty 200.
///
/// A body larger than `parse_limits::body_size` is answered with 413 before step 1.
///
/// `flaghook::receiver` and `flaghook::borrowing_receiver` are this class with the latest protocol
/// version and the default back end.
///
/// Threads: a receiver does not change, so several threads may use it at the same time. A receiver
/// that was moved from verifies nothing, and answers 401.
/// @tparam Version the protocol version to read
/// @tparam Backend the crypto library that verifies signatures
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py
///
/// @par Example
/// @snippet receiver.cpp receiver
/// @see basic_answerer for bodies without a signature
template <blueprint::version Version, crypto::hmac_sha256 Backend>
class basic_receiver {
public:
    /// The type of the replies.
    using reply = basic_reply<Version>;

    /// Answers a series of requests and reuses its memory between them.
    ///
    /// A request similar to earlier ones needs no allocation. The rows of a `borrowing_receiver`'s
    /// session are views into the body or into the session.
    ///
    /// Threads: use a session in one thread at a time. It can be neither copied nor moved, because
    /// replies refer to it.
    ///
    /// @par Example
    /// @snippet views.cpp views
    class session {
    public:
        /// Starts a session.
        /// @param receiver has the secrets and the options
        /// @pre `receiver` outlives the session.
        explicit session(const basic_receiver& receiver) noexcept
            : receiver_(receiver), answerer_(receiver.options_) {}
        /// Deleted, because a temporary receiver would not outlive the session.
        explicit session(const basic_receiver&&) = delete;

        session(const session&) = delete;
        session& operator=(const session&) = delete;
        ~session() = default;

        /// Answers a request with the headers that matter.
        /// @param body the raw bytes of the request, neither decoded nor changed. If rows are
        /// views, keep the body while you use the reply.
        /// @param headers the signature and the content type of the request
        /// @return a reply that is valid until the next call of the session
        /// @throws std::bad_alloc only; the session can be used again afterwards
        /// @par Complexity
        /// Linear in `body.size()`, in time and memory.
        template <body_for<Version> Body>
        [[nodiscard]] const reply& receive(Body&& body, const received_headers& headers) {
            return decide(std::string_view(body), headers);
        }
        /// Answers a request, and finds the headers that matter among all headers.
        ///
        /// If the request has several `X-Sentry-Signature` headers, the answer is 401.
        /// @param body the raw bytes of the request; see the other overload
        /// @param headers a range of pairs of name and value, such as a `std::map`
        /// @return a reply that is valid until the next call of the session
        /// @throws std::bad_alloc only; the session can be used again afterwards
        /// @par Complexity
        /// Linear in `body.size()` and the number of headers.
        template <body_for<Version> Body, header_range Headers>
        [[nodiscard]] const reply& receive(Body&& body, const Headers& headers) {
            const boost::system::result<received_headers> found = received_headers::from(headers);
            return found ? decide(std::string_view(body), *found)
                         : answerer_.unauthorized(found.error());
        }

    private:
        friend basic_receiver;

        [[nodiscard]] const reply& decide(std::string_view body, const received_headers& headers) {
            // An attacker without the secret must not make the server hash a body over the limit.
            if (body.size() > receiver_.options_.limits.body_size) {
                return answerer_.answer(body);
            }
            if (!receiver_.verifier_.verify(body, headers.signature, memory_)) {
                // The memory may contain the correct signature of this body.
                memory_ = {};
                return answerer_.unauthorized(reason(headers));
            }
            const result<std::string_view> text = decode_body(body, headers.content_type, text_);
            return text ? answerer_.answer(*text) : answerer_.refuse(text.error());
        }

        [[nodiscard]] signature_error reason(const received_headers& headers) const noexcept {
            if (receiver_.verifier_.empty()) {
                return signature_error::no_secrets;
            }
            return headers.signature ? signature_error::mismatch : signature_error::header_missing;
        }

        const basic_receiver& receiver_;
        typename basic_verifier<Backend>::workspace memory_;
        /// The text of a body whose charset is not UTF-8.
        std::string text_;
        basic_answerer<Version> answerer_;
    };

    /// Constructs a receiver from a verifier.
    /// @param verifier verifies the signatures
    /// @param options limits on bodies, and the form of answers
    explicit basic_receiver(basic_verifier<Backend> verifier, const receiver_options& options = {})
        : verifier_(std::move(verifier)), options_(options) {}

    /// Makes a receiver that accepts signatures of any of several secrets.
    ///
    /// During the rotation of a secret, pass the old secret and the new one.
    /// @param secrets 1 to 16 secrets; they may be destroyed afterwards
    /// @param options limits on bodies, and the form of answers
    /// @return the receiver, or the error of `basic_verifier::make`
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `secrets.size()`.
    ///
    /// @par Example
    /// @snippet rotation.cpp rotation
    [[nodiscard]] static boost::system::result<basic_receiver>
    make(std::span<const secret> secrets, const receiver_options& options = {}) {
        boost::system::result<basic_verifier<Backend>> made =
            basic_verifier<Backend>::make(secrets);
        if (!made) {
            return made.error();
        }
        return basic_receiver(*std::move(made), options);
    }
    /// Makes a receiver that accepts signatures of one secret.
    /// @param single the secret; it may be destroyed afterwards
    /// @param options limits on bodies, and the form of answers
    /// @return the receiver, or the error of `basic_verifier::make`
    /// @throws std::bad_alloc only
    ///
    /// @par Example
    /// @snippet receiver.cpp receiver_start
    [[nodiscard]] static boost::system::result<basic_receiver>
    make(const secret& single, const receiver_options& options = {}) {
        return make(std::span(&single, 1), options);
    }

    /// Answers one request with the headers that matter.
    ///
    /// Not available if rows are views; use a `session` for these.
    /// @param body the raw bytes of the request, neither decoded nor changed
    /// @param headers the signature and the content type of the request
    /// @return a reply that owns its contents
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `body.size()`, in time and memory.
    [[nodiscard]] reply receive(std::string_view body, const received_headers& headers) const
        requires(!borrows_text<Version>) {
        session once(*this);
        static_cast<void>(once.receive(body, headers));
        return std::move(once.answerer_).take();
    }
    /// Answers one request, and finds the headers that matter among all headers.
    ///
    /// If the request has several `X-Sentry-Signature` headers, the answer is 401.
    /// @param body the raw bytes of the request, neither decoded nor changed
    /// @param headers a range of pairs of name and value, such as a `std::map`
    /// @return a reply that owns its contents
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `body.size()` and the number of headers.
    ///
    /// @par Example
    /// @snippet receiver.cpp receiver
    template <header_range Headers>
        requires(!borrows_text<Version>)
    [[nodiscard]] reply receive(std::string_view body, const Headers& headers) const {
        session once(*this);
        static_cast<void>(once.receive(body, headers));
        return std::move(once.answerer_).take();
    }

private:
    basic_verifier<Backend> verifier_;
    receiver_options options_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
