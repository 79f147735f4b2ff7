#include "suite/reply.hpp"

#include "suite/answer_line.hpp"
#include "suite/base64.hpp"
#include "suite/difference.hpp"
#include "suite/display.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <utility>

namespace flaghook::suite {

namespace {

using boost::json::object;
using boost::json::value;

/// Returns the code unit of an escape such as `\u00fc` at the start of the text; 0 if there is
/// none.
unsigned escape_at(std::string_view text) {
    constexpr std::size_t size = std::string_view("\\u0000").size();
    unsigned result = 0;
    const bool is_whole =
        text.size() >= size && text.starts_with("\\u") &&
        std::from_chars(text.data() + 2, text.data() + size, result, 16).ptr == text.data() + size;
    return is_whole ? result : 0;
}

/// Checks for a lone surrogate, escaped or as three bytes (ED A0 80 to ED BF BF), which Boost.JSON
/// reports as a syntax error.
bool has_lone_surrogate(std::string_view line) {
    for (std::size_t at = line.find('\xED'); at < line.size(); at = line.find('\xED', at + 1)) {
        if (at + 1 < line.size() && static_cast<unsigned char>(line[at + 1]) >= 0xA0) {
            return true;
        }
    }
    for (std::size_t at = line.find('\\'); at < line.size(); at = line.find('\\', at)) {
        const unsigned first = escape_at(line.substr(at)) & 0xFC00U;
        const unsigned second = escape_at(line.substr(std::min(at + 6, line.size()))) & 0xFC00U;
        if (first == 0xDC00U || (first == 0xD800U && second != 0xDC00U)) {
            return true;
        }
        at += first == 0xD800U ? 12 : 2;
    }
    return false;
}

/// Parses the object on a line; otherwise sets `problem`.
std::optional<object> read_object(std::string_view line, std::string& problem) {
    boost::system::error_code failure;
    value read = boost::json::parse(line, failure);
    if (failure) {
        problem = has_lone_surrogate(line)
                      ? "the reply has a lone surrogate, half of a character beyond U+FFFF: "
                      : "the reply is not JSON (" + failure.message() + "): ";
        problem += in_quotes(line);
    } else if (!read.is_object()) {
        problem = "the reply is not a JSON object: " + in_quotes(line);
    } else {
        return std::move(read.get_object());
    }
    return std::nullopt;
}

exchange broken(std::string problem) {
    return {ending::broken, std::move(problem), {}};
}

object* object_member(object& in, std::string_view name) {
    value* found = in.if_contains(name);
    return found != nullptr && found->is_object() ? &found->get_object() : nullptr;
}

/// Returns the text of `{"reason": TEXT}` or a similar object.
std::optional<std::string> inner_text(object& reply, std::string_view member,
                                      std::string_view text) {
    const object* inner = object_member(reply, member);
    const value* found = inner == nullptr ? nullptr : inner->if_contains(text);
    if (found == nullptr || !found->is_string()) {
        return std::nullopt;
    }
    return std::string(found->get_string());
}

} // namespace

std::string hello_line() {
    return R"({"op":"hello","protocol":)" + std::to_string(pipe_protocol) + "}";
}

std::string request_line(const test_case& of, bool index_keyed) {
    object request = {{"id", of.number}, {"op", of.operation}};
    for (const auto& [name, content] : of.input) {
        request[name] = name == "body" ? value(encode_base64(body_bytes(content))) : content;
    }
    if (index_keyed && (of.operation == "parse" || of.operation == "receive")) {
        request["index_keyed"] = true;
    }
    return boost::json::serialize(request);
}

outcome read_reply(std::string_view line, std::uint64_t id) {
    std::string problem;
    std::optional<object> reply = read_object(line, problem);
    if (!reply) {
        return broken(std::move(problem));
    }
    const value* echoed = reply->if_contains("id");
    if (echoed == nullptr || !are_equal(value(id), *echoed)) {
        return broken("the reply does not have the request's id " + std::to_string(id) + ": " +
                      in_quotes(line));
    }
    int kinds = 0;
    for (const std::string_view kind : {"result", "skipped", "errored"}) {
        kinds += reply->contains(kind) ? 1 : 0;
    }
    if (kinds == 1) {
        if (object* result = object_member(*reply, "result")) {
            return result_reply{std::move(*result)};
        }
        if (auto reason = inner_text(*reply, "skipped", "reason")) {
            return skipped_reply{*std::move(reason)};
        }
        if (auto message = inner_text(*reply, "errored", "message")) {
            return errored_reply{*std::move(message)};
        }
    }
    return broken("the reply must have exactly one well-formed result, skipped or errored: " +
                  in_quotes(line));
}

std::variant<greeting, std::string> read_greeting(std::string_view line) {
    std::string problem;
    const std::optional<object> reply = read_object(line, problem);
    if (!reply) {
        return problem;
    }
    const value* protocol = reply->if_contains("protocol");
    if (protocol == nullptr || !are_equal(value(pipe_protocol), *protocol)) {
        return "it does not speak version " + std::to_string(pipe_protocol) +
               " of the pipe protocol: " + in_quotes(line);
    }
    const value* name = reply->if_contains("implementation");
    const value* capabilities = reply->if_contains("capabilities");
    if (name == nullptr || !name->is_string() || name->get_string().empty() ||
        capabilities == nullptr || !capabilities->is_array()) {
        return "its reply to hello lacks \"implementation\" or \"capabilities\": " +
               in_quotes(line);
    }
    greeting read{std::string(name->get_string()), {}};
    for (const value& capability : capabilities->get_array()) {
        if (!capability.is_string()) {
            return "its capabilities are not strings: " + in_quotes(line);
        }
        read.capabilities.emplace_back(capability.get_string());
    }
    return read;
}

} // namespace flaghook::suite
