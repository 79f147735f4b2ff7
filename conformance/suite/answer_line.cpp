#include "suite/answer_line.hpp"

#include <flaghook/json/write_text.hpp>
#include <flaghook/version.hpp>

#include "suite/operations.hpp"
#include "suite/request_members.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace flaghook::suite {

namespace {

using boost::json::object;

std::string errored(std::string_view id, std::string_view message) {
    std::string reply = R"({"id":)";
    reply += id;
    reply += R"(,"errored":{"message":)";
    json::detail::append_string(reply, message);
    reply += "}}";
    return reply;
}

std::string hello() {
    std::string reply = R"({"protocol":)";
    reply += std::to_string(pipe_protocol);
    reply += R"(,"implementation":"flaghook )" FLAGHOOK_VERSION R"(","capabilities":[)";
    const char* separator = "";
    for (const operation& one : operations) {
        reply += separator;
        json::detail::append_string(reply, one.name);
        separator = ",";
    }
    reply += "]}";
    return reply;
}

/// Returns the request's id as JSON text; `null` if it has no valid id.
std::string id_of(const object& request) {
    std::string text = "null";
    const boost::json::value* id = request.if_contains("id");
    if (id == nullptr) {
        return text;
    }
    if (id->is_string()) {
        text.clear();
        json::detail::append_string(text, id->get_string());
    } else if (id->is_int64()) {
        text = std::to_string(id->get_int64());
    } else if (id->is_uint64()) {
        text = std::to_string(id->get_uint64());
    }
    return text;
}

std::string answer_request(const object& request) {
    const std::string id = id_of(request);
    try {
        const std::string_view name = text_member(request, "op");
        if (name == "hello") {
            return hello();
        }
        // std::ranges::find is missing in libc++ before version 15.
        const auto* const asked =
            std::find_if(operations.begin(), operations.end(),
                         [name](const operation& one) { return one.name == name; });
        if (asked == operations.end()) {
            throw refusal("there is no operation \"" + std::string(name) + "\"");
        }
        if (id == "null") {
            throw refusal("the member \"id\" must be a string or a 64-bit integer");
        }
        std::string reply = R"({"id":)" + id + R"(,"result":)";
        asked->append_result(reply, request);
        reply += '}';
        return reply;
    } catch (const refusal& reason) {
        return errored(id, reason.what());
    }
}

} // namespace

std::string answer_line(std::string_view line) {
    std::array<unsigned char, 4096> room; // NOLINT(cppcoreguidelines-pro-type-member-init)
    boost::json::monotonic_resource memory(room.data(), room.size());
    boost::system::error_code failure;
    const boost::json::value request = boost::json::parse(line, failure, &memory);
    if (failure) {
        return errored("null", "the line is not JSON: " + failure.message());
    }
    if (!request.is_object()) {
        return errored("null", "a request must be a JSON object");
    }
    return answer_request(request.get_object());
}

std::string answer_overlong_line() {
    return errored("null", "the line is longer than " + std::to_string(longest_request) + " bytes");
}

} // namespace flaghook::suite
