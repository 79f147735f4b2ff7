#include "listen/http_server.hpp"

#include "listen/http_connection.hpp"

#include <boost/system/error_code.hpp>

#include <utility>

namespace flaghook::listen {

using boost::asio::ip::tcp;
using boost::system::error_code;

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

/// Retries later: the limit of open files was reached, or the client has gone.
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
