// Compares the reading of answers, with any status and any bytes, with a reading through a tree.

#include <flaghook/server/text.hpp>
#include <flaghook/webhook/delivery.hpp>

#include "byte_source.hpp"
#include "oracle/code_points.hpp"
#include "oracle/python_json.hpp"
#include "require.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

const std::size_t flaghook::fuzz::body_offset = 3;

namespace {

using namespace flaghook;
using namespace flaghook::fuzz;

constexpr std::size_t max_depth = 32;

bool is_index(std::u32string_view key) {
    return !key.empty() && key.find_first_not_of(U"0123456789") == std::u32string_view::npos;
}

std::string member_path(const std::string& path, const std::u32string& key) {
    if (key == U"non_field_errors") {
        return path;
    }
    if (is_index(key)) {
        return path + "[" + utf8(key) + "]";
    }
    return path + (path.empty() ? "" : ".") + utf8(key);
}

/// Returns whether a text in a value has a lone surrogate, which an answer cannot contain.
bool has_lone_surrogate(const json_value& value) {
    return has_surrogate(value.text) ||
           std::any_of(value.keys.begin(), value.keys.end(), has_surrogate) ||
           std::any_of(value.items.begin(), value.items.end(), has_lone_surrogate);
}

/// Returns the value of a member; nothing for a repeated key, whose value belongs to its first
/// place.
const json_value* member_at(const json_value& object, std::size_t index) {
    const auto key = object.keys.begin() + static_cast<std::ptrdiff_t>(index);
    const bool is_repeated = std::find(object.keys.begin(), key, *key) != key;
    return is_repeated ? nullptr : object.find(*key);
}

bool collect(const json_value& value, const std::string& path, std::vector<complaint>& out);

bool collect_messages(const json_value& list, const std::string& path,
                      std::vector<complaint>& out) {
    for (const json_value& item : list.items) {
        if (item.kind != json_kind::string) {
            return false;
        }
        out.push_back({path, utf8(item.text)});
    }
    return true;
}

bool collect_members(const json_value& object, const std::string& path,
                     std::vector<complaint>& out) {
    for (std::size_t index = 0; index < object.keys.size(); ++index) {
        const json_value* const member = member_at(object, index);
        if (member != nullptr && !collect(*member, member_path(path, object.keys[index]), out)) {
            return false;
        }
    }
    return true;
}

/// Collects the messages below a value.
/// @return false if the value is not an error tree
bool collect(const json_value& value, const std::string& path, std::vector<complaint>& out) {
    if (value.kind == json_kind::object) {
        return collect_members(value, path, out);
    }
    if (value.kind != json_kind::array) {
        return false;
    }
    if (!value.items.empty() && value.items.front().kind == json_kind::string) {
        return collect_messages(value, path, out);
    }
    for (std::size_t index = 0; index < value.items.size(); ++index) {
        if (!collect(value.items[index], path + "[" + std::to_string(index) + "]", out)) {
            return false;
        }
    }
    return true;
}

std::optional<json_value> object_in(std::string_view body) {
    if (!server::detail::is_utf8(body)) {
        return std::nullopt;
    }
    std::optional<json_value> value = read_json(body, max_depth);
    return value && value->kind == json_kind::object && !has_lone_surrogate(*value) ? value
                                                                                    : std::nullopt;
}

/// Returns whether Python or Boost.JSON may refuse a number: an exponent of more than nine digits,
/// or an integer of more than 4,300.
bool has_long_number(std::string_view body) {
    std::size_t digits = 0;
    return std::any_of(body.begin(), body.end(), [&digits](char byte) {
        digits = byte >= '0' && byte <= '9' ? digits + 1 : 0;
        return digits > 9;
    });
}

/// Returns the complaints in an answer of status 200.
std::vector<complaint> complaints_in(std::string_view body) {
    std::vector<complaint> result;
    const std::optional<json_value> value = object_in(body);
    if (!value || !collect(*value, "", result)) {
        return {};
    }
    // The paths would take memory out of proportion to the answer.
    std::size_t path_bytes = 0;
    for (const complaint& one : result) {
        path_bytes += one.path.size();
    }
    return path_bytes > 16 * body.size() ? std::vector<complaint>() : result;
}

/// Returns the complaints in an answer of status 400.
std::vector<complaint> detail_in(std::string_view body) {
    const std::optional<json_value> value = object_in(body);
    const json_value* const text = value ? value->find(U"detail") : nullptr;
    if (text == nullptr || text->kind != json_kind::string) {
        return {};
    }
    return {{"", utf8(text->text)}};
}

struct expectation {
    delivery_outcome outcome = delivery_outcome::unexpected;
    retry_advice retry = retry_advice::unsafe;
    std::vector<complaint> issues{};
};

expectation expected(int status, std::string_view body) {
    const auto with_issues = [](delivery_outcome outcome, std::vector<complaint> issues) {
        return issues.empty() ? expectation{}
                              : expectation{outcome, retry_advice::futile, std::move(issues)};
    };
    switch (status) {
    case 200:
        return body.empty() ? expectation{delivery_outcome::accepted, retry_advice::unneeded}
                            : with_issues(delivery_outcome::refused, complaints_in(body));
    case 201:
        return body.empty() ? expectation{delivery_outcome::accepted, retry_advice::unneeded}
                            : expectation{};
    case 400:
        return with_issues(delivery_outcome::malformed, detail_in(body));
    case 401:
        return {delivery_outcome::unauthorized, retry_advice::futile};
    case 404:
        return {delivery_outcome::not_found, retry_advice::futile};
    case 413:
        return {delivery_outcome::too_large, retry_advice::futile};
    case 415:
        return {delivery_outcome::unsupported_media_type, retry_advice::futile};
    case 429:
        return {delivery_outcome::throttled, retry_advice::safe};
    case 503:
        return {delivery_outcome::server_error, retry_advice::safe};
    default:
        return status / 100 == 5 ? expectation{delivery_outcome::server_error, retry_advice::unsafe}
                                 : expectation{};
    }
}

/// Returns a header's value from a list or from the start of the body.
std::optional<std::string_view> header_by(std::uint8_t choice, std::string_view body) {
    constexpr std::array<std::string_view, 9> headers{
        "0",          "120", "999999999",
        "1000000000", "",    " 5",
        "-1",         "1.5", "Fri, 31 Dec 1999 23:59:59 GMT"};
    if (choice == 0) {
        return std::nullopt;
    }
    return choice <= headers.size() ? headers[choice - 1U] : body.substr(0, choice % 16U);
}

void check_pause(int status, std::optional<std::string_view> header, const delivery& read) {
    const bool seconds = header && !header->empty() && header->size() <= 9 &&
                         header->find_first_not_of("0123456789") == std::string_view::npos;
    if (!seconds || (status != 429 && status != 503)) {
        require(!read.retry_after.has_value(), "no pause without a valid header");
        return;
    }
    require(read.retry_after.has_value(), "a pause in seconds is reported");
    require_same(read.retry_after->count(), std::stol(std::string(*header)),
                 "the pause equals the header's");
}

std::string listed(const std::vector<complaint>& issues) {
    std::string result;
    for (const complaint& one : issues) {
        result += one.path + ' ' + one.message + '\n';
    }
    return result;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    byte_source bytes(as_text(data, size));
    const int high = bytes.byte();
    const int status = (high << 8) + bytes.byte();
    const std::uint8_t choice = bytes.byte();
    const std::string_view body = bytes.rest();
    const std::optional<std::string_view> header = header_by(choice, body);
    const delivery read = parse_delivery(status, body, {.retry_after = header});
    const expectation wanted = expected(status, body);
    const bool is_comparable = (status != 200 && status != 400) || !has_long_number(body);
    if (is_comparable && (read.outcome != wanted.outcome || read.complaints != wanted.issues ||
                          read.retry != wanted.retry)) {
        fail("an answer is classified correctly", {{"status", std::to_string(status)},
                                                   {"body", std::string(body)},
                                                   {"outcome", shown(to_string(read.outcome))},
                                                   {"expected", shown(to_string(wanted.outcome))},
                                                   {"issues", listed(read.complaints)},
                                                   {"expected issues", listed(wanted.issues)}});
    }
    for (const complaint& one : read.complaints) {
        require(server::detail::is_utf8(one.path) && server::detail::is_utf8(one.message),
                "complaints are UTF-8");
    }
    require(!read.advice().empty(), "every outcome has advice");
    check_pause(status, header, read);
    return 0;
}
