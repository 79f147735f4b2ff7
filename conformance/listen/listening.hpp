/// @file
/// A stand-in for Sentry that runs until enough deliveries were received.
#ifndef FLAGHOOK_LISTEN_LISTENING_HPP
#define FLAGHOOK_LISTEN_LISTENING_HPP

#include <flaghook/signature/default_backend.hpp>
#include <flaghook/webhook/receiver.hpp>

#include "listen/answer_script.hpp"
#include "listen/http_server.hpp"
#include "listen/stand_in.hpp"
#include "listen/tally.hpp"
#include "tool/files.hpp"
#include "tool/http.hpp"
#include "tool/output.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace flaghook::listen {

/// Settings of the stand-in: its address, when to stop, and what to do with requests.
struct listening_settings {
    std::string address = "127.0.0.1";
    /// The port; 0 takes any free one.
    std::uint16_t port = 8137;
    /// The slug of the only organization.
    std::string organization = "example";
    /// The file to which accepted changes are appended; empty for none.
    std::string rows{};
    /// The number of deliveries after which to stop; 0 for no limit.
    std::size_t expected = 0;
    /// Whether deviations count as failures.
    bool is_strict = false;
    /// The time after which to stop in any case.
    std::optional<std::chrono::milliseconds> timeout{};
    /// The folder in which deliveries are saved; empty for none.
    std::string save{};
    /// The URL to which accepted deliveries are forwarded; empty for none.
    std::string forward_to{};
    /// The scripted answers to the first valid requests, in the syntax of `read_script`.
    std::string answers{};
    /// Whether to print JSON lines.
    bool is_json = false;
    receiver_options receiving{};
    server_limits server{};
};

/// Answers, prints and records requests until enough were received, or until a signal (SIGINT,
/// SIGTERM).
class listening {
public:
    /// Starts to accept connections.
    /// @param settings must outlive this object
    /// @throw tool::unusable if the address or the file is not available
    listening(const listening_settings& settings, std::vector<secret> secrets);

    /// @return the exit status
    /// @throw tool::unusable if a request cannot be printed or recorded
    int run();

private:
    [[nodiscard]] std::shared_ptr<http_server> start();
    void announce();
    [[nodiscard]] std::pair<http_response, answer_manner> answer(const http_request& request);
    void record(const arrival& one);
    void save(const http_request& request);
    void forward(const http_request& request, arrival& one);
    void show_broken(int status, const std::string& what);
    void stop_if_enough();
    void fail();
    void stop();
    [[nodiscard]] int conclude();

    const listening_settings& settings_;
    tool::style look_;
    stand_in stand_in_;
    answer_script script_;
    std::optional<tool::append_file> rows_;
    /// The number of the last saved request.
    std::size_t last_saved_ = 0;
    std::optional<tool::http_client> forwarding_;
    std::size_t not_forwarded_ = 0;
    boost::asio::io_context context_{1};
    boost::asio::signal_set signals_;
    boost::asio::steady_timer deadline_;
    std::shared_ptr<http_server> server_;
    tally tally_;
    std::exception_ptr failure_;
};

} // namespace flaghook::listen

#endif
