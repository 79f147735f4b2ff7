#include "listen/listening.hpp"

#include "listen/arrival_report.hpp"
#include "suite/rows.hpp"
#include "tool/delivery_report.hpp"
#include "tool/exit_status.hpp"
#include "tool/files.hpp"
#include "tool/output.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/system_error.hpp>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <sstream>
#include <string_view>
#include <utility>

namespace flaghook::listen {

namespace {

/// The maximum time to forward a request; other requests wait meanwhile.
constexpr std::chrono::milliseconds longest_forwarding{5000};

/// Checks whether a header concerns only one connection, or is set by libcurl itself (RFC 9110,
/// section 7.6.1).
bool is_of_connection(boost::beast::string_view name) {
    static constexpr std::array<std::string_view, 14> names{"Accept-Encoding",
                                                            "Connection",
                                                            "Content-Length",
                                                            "Expect",
                                                            "Host",
                                                            "Keep-Alive",
                                                            "Proxy-Authenticate",
                                                            "Proxy-Authorization",
                                                            "Proxy-Connection",
                                                            "TE",
                                                            "Trailer",
                                                            "Transfer-Encoding",
                                                            "Upgrade",
                                                            "Via"};
    return std::ranges::any_of(names, [name](std::string_view one) {
        return boost::beast::iequals(name, {one.data(), one.size()});
    });
}

/// @throw tool::unusable if standard output cannot be written
void print(const std::string& line) {
    std::cout << line << std::flush;
    if (!std::cout) {
        tool::refuse_output();
    }
}

void print_json(const boost::json::object& document) {
    print(tool::ascii_json(boost::json::serialize(tool::with_schema(document))) + '\n');
}

} // namespace

listening::listening(const listening_settings& settings, std::vector<secret> secrets)
    : settings_(settings),
      look_(tool::shows_colour(STDOUT_FILENO)),
      stand_in_(settings.organization, std::move(secrets), settings.receiving),
      script_(read_script(settings.answers)),
      signals_(context_),
      deadline_(context_) {
    if (!settings.rows.empty()) {
        rows_.emplace(settings.rows);
    }
    if (!settings.save.empty()) {
        tool::make_folder(settings.save, false);
    }
    if (!settings.forward_to.empty()) {
        forwarding_.emplace(
            tool::http_limits{.connecting = longest_forwarding, .in_all = longest_forwarding});
    }
    signals_.add(SIGINT);
    signals_.add(SIGTERM);
    server_ = start();
}

std::shared_ptr<http_server> listening::start() {
    boost::system::error_code no_address;
    const auto address = boost::asio::ip::make_address(settings_.address, no_address);
    if (no_address) {
        throw tool::unusable("--address is '" + settings_.address +
                             "', expected an IP address of this machine, such as 127.0.0.1");
    }
    try {
        return http_server::start(
            context_, boost::asio::ip::tcp::endpoint(address, settings_.port),
            {[this](const http_request& request) { return answer(request); },
             [this](int status, const std::string& what) { show_broken(status, what); }},
            settings_.server);
    } catch (const boost::system::system_error& reason) {
        throw tool::unusable("cannot listen on " + settings_.address + " port " +
                             std::to_string(settings_.port) + ": " + reason.code().message() +
                             "; choose another port with --port (0 for any free one)");
    }
}

int listening::run() {
    announce();
    signals_.async_wait([this](const boost::system::error_code& ended, int) {
        if (!ended) {
            stop();
        }
    });
    if (settings_.timeout) {
        deadline_.expires_after(*settings_.timeout);
        deadline_.async_wait([this](const boost::system::error_code& ended) {
            if (!ended) {
                stop();
            }
        });
    }
    context_.run();
    if (failure_) {
        std::rethrow_exception(failure_);
    }
    return conclude();
}

void listening::announce() {
    const bool is_v6 = settings_.address.find(':') != std::string::npos;
    const std::string host = is_v6 ? '[' + settings_.address + ']' : settings_.address;
    const std::string url =
        "http://" + host + ':' + std::to_string(server_->port()) + stand_in_.path();
    if (!boost::asio::ip::make_address(settings_.address).is_loopback()) {
        std::cerr << "flaghook: other machines can connect, without TLS\n";
    }
    if (settings_.is_json) {
        print_json({{"listening", url}});
    } else {
        print("listening on " + url + '\n');
    }
}

std::pair<http_response, answer_manner> listening::answer(const http_request& request) {
    try {
        arrival one = stand_in_.receive(request);
        const answer_manner manner =
            one.is_accepted() ? script_.answer(one, request.body()) : answer_manner{};
        if (one.is_delivery && one.method == "POST") {
            save(request);
        }
        record(one);
        if (one.is_accepted() && forwarding_) {
            forward(request, one);
        }
        print(settings_.is_json ? json_line_about(one) : lines_about(one, look_));
        tally_.count(one);
        stop_if_enough();
        return {stand_in::response_to(one), manner};
    } catch (const std::exception&) {
        // A request that could not be recorded is not accepted.
        fail();
        return {http_response(boost::beast::http::status::internal_server_error, 11), {}};
    }
}

void listening::record(const arrival& one) {
    if (!one.is_accepted()) {
        return;
    }
    if (rows_) {
        std::string lines;
        for (const change& row : one.verdict->reply.rows()) {
            suite::append_row(lines, row);
            lines += '\n';
        }
        rows_->append(lines);
    }
    stand_in_.record(one);
}

void listening::save(const http_request& request) {
    if (settings_.save.empty()) {
        return;
    }
    auto head = request.base();
    if (head.count("Authorization") != 0) {
        head.set("Authorization", "(not kept)");
    }
    std::ostringstream lines;
    lines << head;
    std::string folder;
    // Requests of earlier runs are kept.
    do {
        std::array<char, 32> name{};
        std::snprintf(name.data(), name.size(), "/%04zu", ++last_saved_);
        folder = settings_.save + name.data();
    } while (std::filesystem::exists(folder));
    tool::write_request(folder, {lines.str(), request.body()});
}

void listening::forward(const http_request& request, arrival& one) {
    tool::http_request passed{
        .url = settings_.forward_to, .headers = {"Expect:"}, .body = request.body()};
    for (const auto& header : request) {
        if (!is_of_connection(header.name_string())) {
            passed.headers.push_back(std::string(header.name_string()) + ": " +
                                     std::string(header.value()));
        }
    }
    try {
        tool::answered_delivery answer{.response = forwarding_->exchange(passed)};
        answer.delivery = parse_delivery(answer.response.status, answer.response.body);
        one.forwarded = to_json(answer);
    } catch (const tool::transport_error& failure) {
        one.forwarded = to_json(failure);
    }
    not_forwarded_ += one.forwarded->at("accepted").as_bool() ? 0U : 1U;
}

void listening::show_broken(int status, const std::string& what) {
    const bool is_answered = status != 0;
    try {
        if (settings_.is_json) {
            print_json(
                {{"broken", what},
                 {"status", is_answered ? boost::json::value(status) : boost::json::value()}});
        } else {
            print("broken: " + tool::printable(what) +
                  (is_answered ? ", answered with " + std::to_string(status) : "") + '\n');
        }
        tally_.count_broken(status);
        stop_if_enough();
    } catch (const tool::unusable&) {
        fail();
    }
}

void listening::stop_if_enough() {
    if (settings_.expected != 0 && tally_.all() >= settings_.expected) {
        stop();
    }
}

/// Ends the run because of the current exception.
void listening::fail() {
    failure_ = std::current_exception();
    stop();
}

void listening::stop() {
    server_->stop();
    signals_.cancel();
    deadline_.cancel();
}

int listening::conclude() {
    if (settings_.is_json) {
        print_json({{"accepted", tally_.clean},
                    {"with_deviations", tally_.deviating},
                    {"refused", tally_.refused},
                    {"scripted", script_.to_json()}});
    } else {
        print(script_.report(look_) + std::to_string(tally_.clean) + " accepted, " +
              std::to_string(tally_.deviating) + " accepted with deviations, " +
              std::to_string(tally_.refused) + " refused\n");
    }
    const std::size_t good = tally_.clean + (settings_.is_strict ? 0 : tally_.deviating);
    const bool is_enough = (settings_.expected == 0 && !settings_.is_strict) ||
                           (good >= settings_.expected && good == tally_.all());
    if (!is_enough) {
        std::cerr << "flaghook: expected "
                  << (settings_.expected == 0
                          ? "accepted requests"
                          : tool::counted(settings_.expected, "accepted request"))
                  << (settings_.is_strict ? " without deviations" : "") << " and no others\n";
    }
    if (not_forwarded_ != 0) {
        std::cerr << "flaghook: " << tool::counted(not_forwarded_, "request")
                  << " not accepted by the receiver of --forward-to\n";
    }
    return is_enough && script_.was_borne() && not_forwarded_ == 0 ? tool::exit_conforms
                                                                   : tool::exit_differs;
}

} // namespace flaghook::listen
