/// @file
/// Standing in for Sentry until enough has come.
#ifndef FLAGHOOK_LISTEN_LISTENING_HPP
#define FLAGHOOK_LISTEN_LISTENING_HPP

#include <flaghook/signature/default_backend.hpp>
#include <flaghook/webhook/receiver.hpp>

#include "listen/answer_script.hpp"
#include "listen/http_server.hpp"
#include "listen/stand_in.hpp"
#include "listen/tally.hpp"
#include "tool/append_file.hpp"
#include "tool/http_client.hpp"
#include "tool/terminal.hpp"

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

/// Where to listen, for how long, and what to do with what comes.
struct listening_settings {
    std::string address = "127.0.0.1";
    /// 0 takes any that is free.
    std::uint16_t port = 8137;
    /// The slug of the only organization.
    std::string organization = "example";
    /// The file that accepted changes are added to; empty for none.
    std::string rows{};
    /// How many deliveries are enough; 0 for no end.
    std::size_t expected = 0;
    /// Whether deviations are as bad as refusals.
    bool is_strict = false;
    /// When to end in any case.
    std::optional<std::chrono::milliseconds> timeout{};
    /// The folder that deliveries are kept in; empty for none.
    std::string save{};
    /// Where accepted deliveries are passed on to; empty for nowhere.
    std::string forward_to{};
    /// What right requests get first, as `read_script` takes it.
    std::string answers{};
    /// Whether lines are JSON.
    bool is_json = false;
    receiver_options receiving{};
    server_limits server{};
};

/// Answers, shows on standard output and records what comes, until it is enough or somebody ends it
/// (SIGINT, SIGTERM).
class listening {
public:
    /// Takes connections from now on.
    /// @param settings must outlive this object
    /// @throw tool::unusable when the address or the file cannot be had
    listening(const listening_settings& settings, std::vector<secret> secrets);

    /// @return the exit status
    /// @throw tool::unusable when what came cannot be shown or written down
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
    /// The number of the request that was kept last.
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
