#include "suite/live_receiver.hpp"

#include <flaghook/signature/signature.hpp>

#include "suite/base64.hpp"
#include "suite/display.hpp"
#include "suite/operations.hpp"
#include "suite/request_members.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <optional>
#include <thread>

namespace flaghook::suite {

namespace {

using boost::json::object;
using boost::json::value;

std::string text_or(const object& in, std::string_view name, std::string_view otherwise) {
    return std::string(in.contains(name) ? text_member(in, name) : otherwise);
}

} // namespace

tool::http_request request_for(const std::string& url, const object& asked,
                               const std::string& body) {
    tool::http_request result{.url = url, .body = body};
    result.chunked = flag_member(asked, "chunked");
    result.method = text_or(asked, "method", "POST");
    // libcurl waits for "100 Continue" before it sends a large body; sending it at once is valid,
    // too.
    result.headers = {"Accept: application/json", "Expect:"};
    const std::optional<std::string_view> content_type =
        asked.contains("content_type") ? text_or_null_member(asked, "content_type")
                                       : std::optional<std::string_view>("application/json");
    // An empty value makes libcurl omit its own header.
    result.headers.push_back("Content-Type:" +
                             (content_type ? ' ' + std::string(*content_type) : ""));
    if (const std::optional<std::string_view> signature = text_or_null_member(asked, "signature")) {
        // In libcurl's syntax, a header without a value ends with ';'.
        result.headers.push_back(text_or(asked, "signature_header", signature_header) +
                                 (signature->empty() ? ";" : ": " + std::string(*signature)));
    }
    return result;
}

std::optional<std::string> curl_command(const std::string& url, const object& asked,
                                        const std::string& body) {
    constexpr std::size_t longest_body = 2000;
    if (body.size() > longest_body) {
        return std::nullopt;
    }
    const tool::http_request request = request_for(url, asked, body);
    // curl reads a file if the text begins with '@'.
    const bool is_plain = !body.starts_with('@') && std::ranges::all_of(body, [](char character) {
        return character >= ' ' && character <= '~';
    });
    std::string command =
        is_plain ? "curl -si" : "printf %s " + encode_base64(body) + " | base64 -d | curl -si";
    command += request.method == "POST" ? "" : " -X " + request.method;
    for (const std::string& line : request.headers) {
        command += " -H " + shell_word(line);
    }
    command += request.chunked ? " -H 'Transfer-Encoding: chunked'" : "";
    if (request.method == "POST") {
        command += " --data-binary " + (is_plain ? shell_word(body) : "@-");
    }
    return command + ' ' + shell_word(url);
}

namespace {

value read_answer(const std::string& body) {
    if (body.empty()) {
        return nullptr;
    }
    boost::system::error_code no_json;
    // Error trees are a few levels deep; twice Boost.JSON's default limit is ample.
    boost::json::parse_options deeper_than_usual;
    deeper_than_usual.max_depth = 64;
    value result = boost::json::parse(body, no_json, {}, deeper_than_usual);
    return no_json ? value(body) : result;
}

ending ending_of(tool::transport_failure failure) {
    switch (failure) {
    case tool::transport_failure::timed_out:
        return ending::timed_out;
    case tool::transport_failure::not_connected:
    case tool::transport_failure::not_resolved:
        return ending::crashed;
    default:
        return ending::broken;
    }
}

} // namespace

tool::http_response live_receiver::exchange_of(const object& asked, const std::string& body) {
    constexpr int most_pauses = 5;
    constexpr int too_many_requests = 429;
    const tool::http_request request = request_for(url_, asked, body);
    for (int pauses = 0;; ++pauses) {
        tool::http_response response = client_.exchange(request);
        if (response.status != too_many_requests || pauses == most_pauses) {
            return response;
        }
        const std::chrono::seconds pause =
            std::clamp(response.retry_in, std::chrono::seconds(1), std::chrono::seconds(60));
        on_pause_(pause);
        std::this_thread::sleep_for(pause);
    }
}

outcome live_receiver::ask(std::string_view line) {
    try {
        const object asked = boost::json::parse(line).as_object();
        const tool::http_response response = exchange_of(asked, bytes_member(asked, "body"));
        return result_reply{{{"status", response.status}, {"answer", read_answer(response.body)}}};
    } catch (const tool::transport_error& failure) {
        return exchange{.how = ending_of(failure.kind()), .text = failure.what()};
    } catch (const refusal& defect) {
        // The case itself is invalid as a request.
        return exchange{.how = ending::broken, .text = defect.what()};
    }
}

} // namespace flaghook::suite
