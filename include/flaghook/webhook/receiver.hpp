/// @file
/// Answers webhook requests as Sentry does.
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

/// Answers webhook requests as Sentry does, in Sentry's order: the signature (401), the media type
/// (415), the JSON (400), the fields (200 with an error tree), the rows (200 with an empty body).
///
/// Immutable: any number of threads may use one receiver.
/// @tparam Version the protocol version to read
/// @tparam Backend the crypto back end of the verifier
///
/// @par Example
/// @snippet receiver.cpp receiver
template <blueprint::version Version, crypto::hmac_sha256 Backend>
class basic_receiver {
public:
    /// The type of replies.
    using reply = basic_reply<Version>;

    /// Answers one request after the other and keeps its memory: a request like the ones before
    /// costs no allocation. Rows may be views (`borrowing_receiver`).
    ///
    /// Threads: one session belongs to one thread. Neither copied nor moved, since replies refer to
    /// it. Does not outlive its receiver.
    class session {
    public:
        /// @param of the receiver that decides
        explicit session(const basic_receiver& of) noexcept
            : receiver_(of), answerer_(of.options_) {}
        /// The receiver has to outlive the session.
        explicit session(const basic_receiver&&) = delete;

        session(const session&) = delete;
        session& operator=(const session&) = delete;
        ~session() = default;

        /// Answers a request.
        /// @param body the raw bytes that came, before anything decoded or changed them; with
        /// views they have to outlive the reply
        /// @param headers those of the request
        /// @return a reply that is valid until the next call
        template <body_for<Version> Body>
        [[nodiscard]] const reply& receive(Body&& body, const received_headers& headers) {
            return decide(std::string_view(body), headers);
        }
        /// The same with all headers of the request.
        template <body_for<Version> Body, header_range Headers>
        [[nodiscard]] const reply& receive(Body&& body, const Headers& headers) {
            const boost::system::result<received_headers> found = received_headers::from(headers);
            return found ? decide(std::string_view(body), *found)
                         : answerer_.unauthorized(found.error());
        }

    private:
        friend basic_receiver;

        [[nodiscard]] const reply& decide(std::string_view body, const received_headers& headers) {
            // A body over the limit is refused unread: the sender must not command its hashing.
            if (body.size() > receiver_.options_.limits.body_size) {
                return answerer_.answer(body);
            }
            if (!receiver_.verifier_.verify(body, headers.signature, memory_)) {
                // It may have a digest that would sign this body.
                memory_ = {};
                return answerer_.unauthorized(headers.signature ? signature_error::mismatch
                                                                : signature_error::header_missing);
            }
            const result<std::string_view> text = decode_body(body, headers.content_type, text_);
            return text ? answerer_.answer(*text) : answerer_.refuse(text.error());
        }

        const basic_receiver& receiver_;
        typename basic_verifier<Backend>::workspace memory_;
        /// A body that is not in UTF-8, in UTF-8.
        std::string text_;
        basic_answerer<Version> answerer_;
    };

    /// @param verifier checks signatures with the secrets that are valid now
    /// @param options limits on bodies, and the form of answers
    explicit basic_receiver(basic_verifier<Backend> verifier, const receiver_options& options = {})
        : verifier_(std::move(verifier)), options_(options) {}

    /// Makes a receiver with the secrets that are valid now.
    /// @param secrets 1 to 16 of them; only read, they may be destroyed afterwards
    /// @param options limits on bodies, and the form of answers
    /// @return the receiver, or the error of `basic_verifier::make`
    [[nodiscard]] static boost::system::result<basic_receiver>
    make(std::span<const secret> secrets, const receiver_options& options = {}) {
        boost::system::result<basic_verifier<Backend>> made =
            basic_verifier<Backend>::make(secrets);
        if (!made) {
            return made.error();
        }
        return basic_receiver(*std::move(made), options);
    }
    /// The same for a single secret.
    [[nodiscard]] static boost::system::result<basic_receiver>
    make(const secret& only, const receiver_options& options = {}) {
        return make(std::span(&only, 1), options);
    }

    /// Answers one request.
    /// @param body the raw bytes that came, before anything decoded or changed them
    /// @param headers those of the request
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in the body, in time and memory.
    [[nodiscard]] reply receive(std::string_view body, const received_headers& headers) const
        requires(!borrows_text<Version>) {
        session once(*this);
        static_cast<void>(once.receive(body, headers));
        return std::move(once.answerer_).take();
    }
    /// The same with all headers of the request.
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
