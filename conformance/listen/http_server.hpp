/// @file
/// A small HTTP/1.1 server with limits on all resources.
#ifndef FLAGHOOK_LISTEN_HTTP_SERVER_HPP
#define FLAGHOOK_LISTEN_HTTP_SERVER_HPP

#include "listen/memory_budget.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>

namespace flaghook::listen {

using http_request = boost::beast::http::request<boost::beast::http::string_body>;
using http_response = boost::beast::http::response<boost::beast::http::string_body>;

/// Limits on what clients may use.
struct server_limits {
    /// The maximum size of a body, in bytes; a longer one is answered with 413.
    std::size_t body_size = std::size_t{16} << 20U;
    /// The maximum size of a request's headers together, in bytes; longer ones are answered with
    /// 431.
    std::size_t header_size = std::size_t{16} << 10U;
    /// The maximum number of simultaneous connections; further ones wait in the system's queue.
    std::size_t connections = 256;
    /// The maximum size of the bodies of all connections together, in bytes; a request that exceeds
    /// it is answered with 503.
    std::size_t body_memory = std::size_t{256} << 20U;
    /// The maximum time to wait for the headers of a connection's next request.
    std::chrono::milliseconds idle{60'000};
    /// The maximum time to receive a request's body, and the maximum time to send its answer.
    std::chrono::milliseconds exchange{30'000};
    /// The time that unfinished requests get when the server is stopped.
    std::chrono::milliseconds grace{5'000};
};

/// How to send an answer.
struct answer_manner {
    /// Whether the answer is sent in full, cut, or replaced by a connection reset.
    enum class fate : std::uint8_t { whole, cut, reset };

    std::chrono::milliseconds pause{};
    fate ends{};
};

/// The callbacks of the server.
struct server_events {
    /// Answers a request. The server sets the response's connection, length and version.
    std::function<std::pair<http_response, answer_manner>(const http_request&)> answer;
    /// Called if a connection sent an incomplete or malformed request. `status` is the status of
    /// the answer; 0 if no answer was possible.
    std::function<void(int status, const std::string& what)> broken;
};

/// Serves HTTP on one address, on the thread that runs the context. Supports keep-alive,
/// pipelining, chunked bodies and `Expect: 100-continue`.
///
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc9112 and https://www.rfc-editor.org/rfc/rfc9110
class http_server : public std::enable_shared_from_this<http_server> {
public:
    /// Starts to listen. Connections keep the server alive.
    /// @throw boost::system::system_error if the address is not available
    [[nodiscard]] static std::shared_ptr<http_server>
    start(boost::asio::io_context& context, const boost::asio::ip::tcp::endpoint& address,
          server_events events, const server_limits& limits);

    http_server(const http_server&) = delete;
    http_server& operator=(const http_server&) = delete;

    /// Returns the port, even if the system chose it.
    [[nodiscard]] std::uint16_t port() const;

    /// Stops accepting connections and closes those without a request in progress. Requests that
    /// have begun are answered if they are complete within the grace period. After that, the
    /// context has no more work.
    void stop();

private:
    class connection;

    http_server(boost::asio::io_context& context, const boost::asio::ip::tcp::endpoint& address,
                server_events events, const server_limits& limits);

    void accept();
    void accept_later();
    void leave(connection* one);

    boost::asio::ip::tcp::acceptor acceptor_;
    boost::asio::steady_timer grace_;
    /// Delays the next accept after the system refused a connection.
    boost::asio::steady_timer pause_;
    server_events events_;
    server_limits limits_;
    memory_budget memory_;
    std::set<connection*> connections_;
    bool accepting_ = false;
    bool stopping_ = false;
};

} // namespace flaghook::listen

#endif
