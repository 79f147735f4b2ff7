#include "listen/http_connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/verb.hpp>
#include <boost/beast/http/write.hpp>

#include <cstdint>
#include <string_view>
#include <utility>

namespace flaghook::listen {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::asio::ip::tcp;
using boost::system::error_code;

namespace {

/// The number of bytes to read at a time. The buffer grows up to the maximum size of the headers.
constexpr std::size_t read_size = std::size_t{64} << 10U;

/// The maximum number of bytes to discard after an answer, so that the client can read it.
constexpr std::size_t most_discarded = std::size_t{256} << 20U;

bool was_closed(const error_code& failure) {
    return failure == http::error::end_of_stream || failure == boost::asio::error::eof ||
           failure == boost::asio::error::connection_reset ||
           failure == boost::asio::error::operation_aborted;
}

bool is_timeout(const error_code& failure) {
    return failure == beast::error::timeout;
}

/// Returns the status for a request that Beast's parser rejects.
http::status status_of(const error_code& failure) {
    if (failure == http::error::body_limit) {
        return http::status::payload_too_large;
    }
    if (failure == http::error::header_limit || failure == http::error::buffer_overflow) {
        return http::status::request_header_fields_too_large;
    }
    if (failure == http::error::bad_version) {
        return http::status::http_version_not_supported;
    }
    return http::status::bad_request;
}

} // namespace

http_server::connection::connection(std::shared_ptr<http_server> server, tcp::socket&& socket)
    : server_(std::move(server)),
      stream_(std::move(socket)),
      buffer_(read_size),
      pause_(stream_.get_executor()),
      taken_(server_->memory_) {
    error_code ignored;
    stream_.socket().set_option(tcp::no_delay(true), ignored);
}

http_server::connection::~connection() {
    server_->leave(this);
}

void http_server::connection::wait_for_request() {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(server_->limits_.header_size));
    parser_->body_limit(server_->limits_.body_size);
    stream_.expires_after(server_->limits_.idle);
    idle_ = buffer_.size() == 0;
    if (!idle_) {
        read_header();
        return;
    }
    stream_.async_read_some(
        buffer_.prepare(read_size),
        [self = shared_from_this()](const error_code& failure, std::size_t count) {
            if (failure) {
                self->on_failure(failure);
                return;
            }
            self->idle_ = false;
            self->buffer_.commit(count);
            self->read_header();
        });
}

void http_server::connection::stop() {
    if (idle_) {
        close();
    }
}

void http_server::connection::close() {
    error_code ignored;
    stream_.socket().close(ignored);
    pause_.cancel();
}

void http_server::connection::read_header() {
    http::async_read_header(stream_, buffer_, *parser_,
                            [self = shared_from_this()](const error_code& failure, std::size_t) {
                                if (failure) {
                                    self->on_failure(failure);
                                } else {
                                    self->on_header();
                                }
                            });
}

void http_server::connection::on_header() {
    const http_request& request = parser_->get();
    const auto coding = request.find(http::field::transfer_encoding);
    if (coding != request.end() && !beast::iequals(coding->value(), "chunked")) {
        refuse(http::status::not_implemented, "a body with a transfer coding other than chunked");
        return;
    }
    const auto length = parser_->content_length();
    if (!taken_.resize(static_cast<std::size_t>(length.value_or(0)))) {
        refuse_for_memory();
        return;
    }
    stream_.expires_after(server_->limits_.exchange);
    if (!parser_->is_done() && request.version() >= 11 &&
        beast::iequals(request[http::field::expect], "100-continue")) {
        send_continue();
    } else {
        read_body();
    }
}

void http_server::connection::send_continue() {
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    boost::asio::async_write(stream_, boost::asio::buffer(go_on.data(), go_on.size()),
                             [self = shared_from_this()](const error_code& failure, std::size_t) {
                                 if (failure) {
                                     self->on_failure(failure);
                                 } else {
                                     self->read_body();
                                 }
                             });
}

void http_server::connection::read_body() {
    if (parser_->is_done()) {
        answer();
        return;
    }
    http::async_read_some(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](const error_code& failure, std::size_t) {
            if (failure) {
                self->on_failure(failure);
            } else if (!self->taken_.resize(self->parser_->get().body().capacity())) {
                self->refuse_for_memory();
            } else {
                self->read_body();
            }
        });
}

void http_server::connection::answer() {
    const http_request& request = parser_->get();
    auto [response, manner] = server_->events_.answer(request);
    response.version(request.version());
    is_cut_ = manner.ends == answer_manner::fate::cut;
    response.keep_alive(request.keep_alive() && !server_->stopping_ && !is_cut_);
    if (request.method() == http::verb::head) {
        response.body().clear();
    }
    if (manner.ends == answer_manner::fate::reset) {
        error_code ignored;
        stream_.socket().set_option(boost::asio::socket_base::linger(true, 0), ignored);
        close();
    } else if (manner.pause.count() > 0) {
        send_later(std::move(response), manner.pause);
    } else {
        send(std::move(response));
    }
}

void http_server::connection::send_later(http_response&& response,
                                         std::chrono::milliseconds pause) {
    is_pausing_ = true;
    stream_.expires_never();
    watch_during_pause();
    pause_.expires_after(pause);
    pause_.async_wait(
        [self = shared_from_this(), late = std::move(response)](const error_code& ended) mutable {
            if (!ended) {
                self->is_pausing_ = false;
                self->stream_.cancel();
                self->send(std::move(late));
            }
        });
}

/// Notices when the client hangs up during a pause. It may also send its next request; one piece of
/// that is kept.
void http_server::connection::watch_during_pause() {
    const std::size_t room = buffer_.max_size() - buffer_.size();
    if (room == 0) {
        return;
    }
    stream_.async_read_some(
        buffer_.prepare(room),
        [self = shared_from_this()](const error_code& failure, std::size_t count) {
            if (!failure) {
                self->buffer_.commit(count);
            } else if (self->is_pausing_ && failure != boost::asio::error::operation_aborted) {
                self->server_->events_.broken(0, "the client disconnected before the answer");
                self->close();
            }
        });
}

/// Answers an invalid request with an error and closes the connection.
void http_server::connection::refuse(http::status status, const std::string& what) {
    server_->events_.broken(static_cast<int>(status), what);
    http_response response(status, 11);
    response.keep_alive(false);
    send(std::move(response));
}

void http_server::connection::refuse_for_memory() {
    refuse(http::status::service_unavailable, "too much data is being received at the same time");
}

void http_server::connection::send(http_response&& response) {
    response.prepare_payload();
    if (is_cut_) {
        response.body().resize(response.body().size() / 2);
    }
    response_.emplace(std::move(response));
    stream_.expires_after(server_->limits_.exchange);
    http::async_write(stream_, *response_,
                      [self = shared_from_this()](const error_code& failure, std::size_t) {
                          self->on_sent(failure);
                      });
}

void http_server::connection::on_sent(const error_code& failure) {
    const bool keep_alive = response_->keep_alive() && !server_->stopping_;
    response_.reset();
    parser_.reset();
    static_cast<void>(taken_.resize(0));
    if (failure) {
        return;
    }
    if (keep_alive) {
        wait_for_request();
        return;
    }
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    discard(0);
}

/// Discards further input before closing. Otherwise the connection would be reset, and the client
/// would lose the answer (RFC 9112, section 9.6).
void http_server::connection::discard(std::size_t so_far) {
    idle_ = true;
    stream_.async_read_some(
        boost::asio::buffer(discarded_),
        [self = shared_from_this(), so_far](const error_code& failure, std::size_t count) {
            if (!failure && so_far + count < most_discarded) {
                self->discard(so_far + count);
            }
        });
}

void http_server::connection::on_failure(const error_code& failure) {
    if (idle_ && (was_closed(failure) || is_timeout(failure))) {
        return;
    }
    if (is_timeout(failure)) {
        // The stream is closed after a timeout, so no answer can be sent.
        server_->events_.broken(0, "the request was not complete in time");
    } else if (was_closed(failure) || failure == http::error::partial_message) {
        server_->events_.broken(0, "the connection ended in the middle of a request");
    } else if (failure.category() == make_error_code(http::error::bad_value).category()) {
        refuse(status_of(failure), "not a valid request: " + failure.message());
    } else {
        server_->events_.broken(0, failure.message());
    }
}

} // namespace flaghook::listen
