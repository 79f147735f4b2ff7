/// @file
/// One connection of the HTTP server.
#ifndef FLAGHOOK_LISTEN_HTTP_CONNECTION_HPP
#define FLAGHOOK_LISTEN_HTTP_CONNECTION_HPP

#include "listen/http_server.hpp"
#include "listen/memory_budget.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/system/error_code.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace flaghook::listen {

/// A connection. It is kept alive by its pending operation.
class http_server::connection : public std::enable_shared_from_this<connection> {
public:
    connection(std::shared_ptr<http_server> server, boost::asio::ip::tcp::socket&& socket);
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    ~connection();

    /// Waits for the first bytes of a request, which may have arrived already.
    void wait_for_request();

    /// Closes the connection if no request is in progress.
    void stop();

    void close();

private:
    using error_code = boost::system::error_code;

    void read_header();
    void on_header();
    void send_continue();
    void read_body();
    void answer();
    void send_later(http_response&& response, std::chrono::milliseconds pause);
    void watch_during_pause();
    void refuse(boost::beast::http::status status, const std::string& what);
    void refuse_for_memory();
    void send(http_response&& response);
    void on_sent(const error_code& failure);
    void discard(std::size_t so_far);
    void on_failure(const error_code& failure);

    std::shared_ptr<http_server> server_;
    boost::beast::tcp_stream stream_;
    boost::beast::flat_buffer buffer_;
    std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
    std::optional<http_response> response_;
    /// Delays an answer; active while `is_pausing_`.
    boost::asio::steady_timer pause_;
    bool is_pausing_ = false;
    /// Whether only the first half of the answer is sent.
    bool is_cut_ = false;
    memory_budget::share taken_;
    std::array<char, 4096> discarded_{};
    /// Whether no part of a request has arrived.
    bool idle_ = true;
};

} // namespace flaghook::listen

#endif
