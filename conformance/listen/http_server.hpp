/// @file
/// A small HTTP/1.1 server with bounds on everything.
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

/// What the server may be made to do by whoever connects.
struct server_limits {
    /// The most bytes of a body; a longer one is answered with 413.
    std::size_t body_size = std::size_t{16} << 20U;
    /// The most bytes of all headers of a request; longer ones are answered with 431.
    std::size_t header_size = std::size_t{16} << 10U;
    /// The most connections at a time; further ones wait in the system's queue.
    std::size_t connections = 256;
    /// The most bytes of bodies of all connections together; a request for more is answered with
    /// 503.
    std::size_t body_memory = std::size_t{256} << 20U;
    /// How long a connection may wait for the headers of its next request.
    std::chrono::milliseconds idle{60'000};
    /// How long a request's body, and its answer, may take.
    std::chrono::milliseconds exchange{30'000};
    /// How long requests under way get when the server is stopped.
    std::chrono::milliseconds grace{5'000};
};

/// How an answer is sent.
struct answer_manner {
    /// What becomes of it on its way.
    enum class fate : std::uint8_t { whole, cut, reset };

    std::chrono::milliseconds pause{};
    fate ends{};
};

/// What happens with requests.
struct server_events {
    /// Answers a request. Connection, length and version of the response are the server's work.
    std::function<std::pair<http_response, answer_manner>(const http_request&)> answer;
    /// Learns that a connection brought something that is no complete request, and with which
    /// status it was answered; 0 where no answer was possible.
    std::function<void(int status, const std::string& what)> broken;
};

/// Serves HTTP on one address, in the thread that runs the context: keep-alive, pipelining, chunked
/// bodies, `Expect: 100-continue`.
///
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc9112 and https://www.rfc-editor.org/rfc/rfc9110
class http_server : public std::enable_shared_from_this<http_server> {
public:
    /// Listens from now on. Connections keep the server alive.
    /// @throw boost::system::system_error when the address cannot be had
    [[nodiscard]] static std::shared_ptr<http_server>
    start(boost::asio::io_context& context, const boost::asio::ip::tcp::endpoint& address,
          server_events events, const server_limits& limits);

    http_server(const http_server&) = delete;
    http_server& operator=(const http_server&) = delete;

    /// The port, also where the system chose it.
    [[nodiscard]] std::uint16_t port() const;

    /// Takes no more connections and ends those on which nothing is under way; requests that have
    /// begun are answered if they are complete within the grace. Then the context runs out of work.
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
    /// For taking connections again after the system refused one.
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
