// A receiver with Boost.Beast: listens on a free port of this machine, prints the URL, and answers
// one connection at a time as Sentry does. A production server needs a session per connection and
// timeouts.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <cstdio>
#include <cstdlib>

// [beast_receiver]
#include <flaghook/flaghook.hpp>

namespace http = boost::beast::http;

http::response<http::string_body> respond(const flaghook::receiver& receiver,
                                          const http::request<http::string_body>& request) {
    const flaghook::reply reply = receiver.receive(request.body(), request.base());
    for (const flaghook::change& row : reply.rows()) {
        std::printf("%s changed\n", row.flag.c_str()); // store it before you answer
    }
    http::response<http::string_body> response(http::status(reply.status()), request.version());
    response.set(http::field::content_type, "application/json");
    response.keep_alive(request.keep_alive());
    response.body() = reply.answer(); // empty when the changes are accepted
    response.prepare_payload();
    return response;
}
// [beast_receiver]

namespace {

using tcp = boost::asio::ip::tcp;

void serve(const flaghook::receiver& receiver, tcp::socket& connection) {
    boost::beast::flat_buffer buffer;
    boost::system::error_code failure;
    while (!failure) {
        http::request_parser<http::string_body> parser;
        parser.body_limit(flaghook::parse_limits{}.body_size);
        http::read(connection, buffer, parser, failure);
        if (!failure) {
            const auto response = respond(receiver, parser.get());
            http::write(connection, response, failure);
            failure = failure || parser.get().keep_alive() ? failure : http::error::end_of_stream;
        }
        std::fflush(stdout);
    }
}

} // namespace

int main() {
    const char* const registered = std::getenv("FLAGHOOK_SECRET");
    const auto secret = flaghook::secret::from_text(registered != nullptr ? registered : "");
    if (!secret) {
        std::fprintf(stderr, "FLAGHOOK_SECRET: %s\n", secret.error().message().c_str());
        return 2;
    }
    const auto receiver = flaghook::receiver::make(*secret);
    if (!receiver) {
        std::fprintf(stderr, "%s\n", receiver.error().message().c_str());
        return 2;
    }
    boost::asio::io_context context;
    tcp::acceptor acceptor(context, {boost::asio::ip::make_address("127.0.0.1"), 0});
    std::printf("http://127.0.0.1:%d/api/0/organizations/acme/flags/hooks/provider/generic/\n",
                acceptor.local_endpoint().port());
    std::fflush(stdout);
    for (;;) {
        tcp::socket connection = acceptor.accept();
        serve(*receiver, connection);
    }
}
