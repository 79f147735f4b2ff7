#include "listen/http_server.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/system/error_code.hpp>

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace flaghook::listen {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::asio::ip::tcp;
using boost::system::error_code;

/// What is read at a time; the buffer grows to the size of the headers at the most.
constexpr std::size_t read_size = std::size_t{64} << 10U;

/// How much of what a client goes on sending is thrown away, so that it reads its answer.
constexpr std::size_t most_discarded = std::size_t{256} << 20U;

bool was_closed(const error_code& failure) {
    return failure == http::error::end_of_stream || failure == boost::asio::error::eof ||
           failure == boost::asio::error::connection_reset ||
           failure == boost::asio::error::operation_aborted;
}

bool is_timeout(const error_code& failure) {
    return failure == beast::error::timeout;
}

/// The status for what Beast's parser does not take.
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

/// One client. It keeps itself alive by the operation that it waits for.
class http_server::connection : public std::enable_shared_from_this<connection> {
public:
    connection(std::shared_ptr<http_server> server, tcp::socket&& socket)
        : server_(std::move(server)),
          stream_(std::move(socket)),
          buffer_(read_size),
          taken_(server_->memory_) {
        error_code ignored;
        stream_.socket().set_option(tcp::no_delay(true), ignored);
    }
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    ~connection() { server_->leave(this); }

    /// Waits for the first bytes of a request, which may be here already.
    void wait_for_request() {
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

    /// Ends the connection if nothing is under way on it.
    void stop() {
        if (idle_) {
            close();
        }
    }

    void close() {
        error_code ignored;
        stream_.socket().close(ignored);
    }

private:
    void read_header() {
        http::async_read_header(
            stream_, buffer_, *parser_,
            [self = shared_from_this()](const error_code& failure, std::size_t) {
                if (failure) {
                    self->on_failure(failure);
                } else {
                    self->on_header();
                }
            });
    }

    void on_header() {
        const http_request& request = parser_->get();
        const auto coding = request.find(http::field::transfer_encoding);
        if (coding != request.end() && !beast::iequals(coding->value(), "chunked")) {
            refuse(http::status::not_implemented, "a body in another coding than chunked");
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

    void send_continue() {
        static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        boost::asio::async_write(
            stream_, boost::asio::buffer(go_on.data(), go_on.size()),
            [self = shared_from_this()](const error_code& failure, std::size_t) {
                if (failure) {
                    self->on_failure(failure);
                } else {
                    self->read_body();
                }
            });
    }

    void read_body() {
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

    void answer() {
        const http_request& request = parser_->get();
        http_response response = server_->events_.answer(request);
        response.version(request.version());
        response.keep_alive(request.keep_alive() && !server_->stopping_);
        if (request.method() == http::verb::head) {
            response.body().clear();
        }
        send(std::move(response));
    }

    /// Answers what is no request to be answered, and ends the connection.
    void refuse(http::status status, const std::string& what) {
        server_->events_.broken(static_cast<int>(status), what);
        http_response response(status, 11);
        response.keep_alive(false);
        send(std::move(response));
    }

    void refuse_for_memory() {
        refuse(http::status::service_unavailable, "too much is being received at the same time");
    }

    void send(http_response&& response) {
        response.prepare_payload();
        response_.emplace(std::move(response));
        stream_.expires_after(server_->limits_.exchange);
        http::async_write(stream_, *response_,
                          [self = shared_from_this()](const error_code& failure, std::size_t) {
                              self->on_sent(failure);
                          });
    }

    void on_sent(const error_code& failure) {
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

    /// A connection that is closed while bytes come in is reset, and the client loses the answer
    /// (RFC 9112, section 9.6).
    void discard(std::size_t so_far) {
        idle_ = true;
        stream_.async_read_some(
            boost::asio::buffer(discarded_),
            [self = shared_from_this(), so_far](const error_code& failure, std::size_t count) {
                if (!failure && so_far + count < most_discarded) {
                    self->discard(so_far + count);
                }
            });
    }

    void on_failure(const error_code& failure) {
        if (idle_ && (was_closed(failure) || is_timeout(failure))) {
            return;
        }
        if (is_timeout(failure)) {
            // A stream that ran out of time is closed.
            server_->events_.broken(0, "the request was not complete in time");
        } else if (was_closed(failure) || failure == http::error::partial_message) {
            server_->events_.broken(0, "the connection ended in the middle of a request");
        } else if (failure.category() == make_error_code(http::error::bad_value).category()) {
            refuse(status_of(failure), "no request: " + failure.message());
        } else {
            server_->events_.broken(0, failure.message());
        }
    }

    std::shared_ptr<http_server> server_;
    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<http::string_body>> parser_;
    std::optional<http_response> response_;
    memory_budget::share taken_;
    std::array<char, 4096> discarded_{};
    /// Whether no part of a request has come.
    bool idle_ = true;
};

http_server::http_server(boost::asio::io_context& context, const tcp::endpoint& address,
                         server_events events, const server_limits& limits)
    : acceptor_(context, address),
      grace_(context),
      pause_(context),
      events_(std::move(events)),
      limits_(limits),
      memory_(limits.body_memory) {}

std::shared_ptr<http_server> http_server::start(boost::asio::io_context& context,
                                                const tcp::endpoint& address, server_events events,
                                                const server_limits& limits) {
    std::shared_ptr<http_server> result(
        new http_server(context, address, std::move(events), limits));
    result->accept();
    return result;
}

std::uint16_t http_server::port() const {
    return acceptor_.local_endpoint().port();
}

void http_server::accept() {
    if (accepting_ || stopping_ || connections_.size() >= limits_.connections) {
        return;
    }
    accepting_ = true;
    acceptor_.async_accept(
        [self = shared_from_this()](const error_code& failure, tcp::socket socket) {
            self->accepting_ = false;
            if (self->stopping_) {
                return;
            }
            if (failure) {
                self->accept_later();
                return;
            }
            const auto made = std::make_shared<connection>(self, std::move(socket));
            self->connections_.insert(made.get());
            made->wait_for_request();
            self->accept();
        });
}

/// No more files may be open, or the client is gone already.
void http_server::accept_later() {
    pause_.expires_after(std::chrono::milliseconds(50));
    pause_.async_wait([self = shared_from_this()](const error_code& ended) {
        if (!ended) {
            self->accept();
        }
    });
}

void http_server::leave(connection* one) {
    connections_.erase(one);
    accept();
    if (stopping_ && connections_.empty()) {
        grace_.cancel();
    }
}

void http_server::stop() {
    if (stopping_) {
        return;
    }
    stopping_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    for (connection* const one : connections_) {
        one->stop();
    }
    if (connections_.empty()) {
        return;
    }
    grace_.expires_after(limits_.grace);
    grace_.async_wait([self = shared_from_this()](const error_code& ended) {
        if (!ended) {
            for (connection* const one : self->connections_) {
                one->close();
            }
        }
    });
}

} // namespace flaghook::listen
