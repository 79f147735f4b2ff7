#include "suite/difference.hpp"

#include "suite/base64.hpp"
#include "suite/display.hpp"
#include "tool/output.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace flaghook::suite {

namespace {

using boost::json::object;
using boost::json::value;

/// The maximum length of a value in a sentence.
constexpr std::size_t difference_length = 120;

std::string excerpt(const value& of) {
    return tool::printable(shortened(boost::json::serialize(of), difference_length));
}

std::string differ(const std::string& path, const std::string& expected, const std::string& got) {
    return (path.empty() ? "" : path + ": ") + "expected " + expected + ", got " + got;
}

bool equal_numbers(const value& left, const value& right) {
    if (left.is_double() && right.is_double()) {
        return left.get_double() == right.get_double();
    }
    if (left.is_double()) {
        return equal_numbers(right, left);
    }
    if (right.is_double()) {
        // A double of 2^53 or more may be a rounded integer, so it is equal to none.
        const double number = right.get_double();
        return number == std::floor(number) && std::abs(number) < 0x1p53 && left.is_int64() &&
               left.get_int64() == static_cast<std::int64_t>(number);
    }
    if (left.is_int64() && right.is_int64()) {
        return left.get_int64() == right.get_int64();
    }
    if (left.is_uint64() && right.is_uint64()) {
        return left.get_uint64() == right.get_uint64();
    }
    const value& with_sign = left.is_int64() ? left : right;
    const value& without = left.is_int64() ? right : left;
    return std::cmp_equal(with_sign.get_int64(), without.get_uint64());
}

std::string object_difference(const object& expected, const object& got, const std::string& path) {
    for (const auto& [name, inner] : expected) {
        const std::string place = (path.empty() ? "" : path + ".") + std::string(name);
        const value* found = got.if_contains(name);
        if (found == nullptr) {
            return differ(place, excerpt(inner), "nothing");
        }
        if (std::string inside = difference(inner, *found, place); !inside.empty()) {
            return inside;
        }
    }
    for (const auto& [name, inner] : got) {
        if (!expected.contains(name)) {
            return differ((path.empty() ? "" : path + ".") + std::string(name), "nothing",
                          excerpt(inner));
        }
    }
    return {};
}

std::string list_difference(const boost::json::array& expected, const boost::json::array& got,
                            const std::string& path) {
    for (std::size_t index = 0; index < std::max(expected.size(), got.size()); ++index) {
        const std::string place = path + "[" + std::to_string(index) + "]";
        if (index == got.size()) {
            return differ(place, excerpt(expected[index]), "nothing");
        }
        if (index == expected.size()) {
            return differ(place, "nothing", excerpt(got[index]));
        }
        if (std::string inside = difference(expected[index], got[index], place); !inside.empty()) {
            return inside;
        }
    }
    return {};
}

std::string body_difference(const value& expected, const value* got) {
    const std::optional<std::string> body =
        got != nullptr && got->is_string() ? decode_base64(got->get_string()) : std::nullopt;
    if (!body) {
        return differ("body", "base64", got == nullptr ? "nothing" : excerpt(*got));
    }
    const std::string wanted =
        expected.is_string() ? decode_base64(expected.get_string()).value_or("") : "";
    if (*body == wanted) {
        return {};
    }
    const auto [at, other] = std::ranges::mismatch(wanted, *body);
    std::string sentence = "body: differs from byte " + std::to_string(at - wanted.begin()) +
                           " on: expected " + in_quotes(std::string_view(at, wanted.end())) +
                           ", got " + in_quotes(std::string_view(other, body->end()));
    boost::system::error_code unreadable;
    const value left = boost::json::parse(wanted, unreadable);
    const value right = unreadable ? value() : boost::json::parse(*body, unreadable);
    if (!unreadable && difference(left, right).empty()) {
        sentence += " (the same JSON in another spelling)";
    }
    return sentence;
}

} // namespace

std::string difference(const value& expected, const value& got, const std::string& path) {
    if (expected.is_object() && got.is_object()) {
        return object_difference(expected.get_object(), got.get_object(), path);
    }
    if (expected.is_array() && got.is_array()) {
        return list_difference(expected.get_array(), got.get_array(), path);
    }
    const bool equal =
        expected.is_number() && got.is_number() ? equal_numbers(expected, got) : expected == got;
    return equal ? std::string() : differ(path, excerpt(expected), excerpt(got));
}

std::string result_difference(const test_case& of, const object& expected, const object& result) {
    for (const auto& [name, wanted] : expected) {
        const value* got = result.if_contains(name);
        std::string found;
        if (of.operation == "emit" && name == "body") {
            found = body_difference(wanted, got);
        } else if (got == nullptr) {
            found = differ(std::string(name), excerpt(wanted), "nothing");
        } else {
            found = difference(wanted, *got, std::string(name));
        }
        if (!found.empty()) {
            return found;
        }
    }
    return {};
}

object index_keyed(object expected) {
    value* answer = expected.if_contains("answer");
    value* data = answer != nullptr && answer->is_object()
                      ? answer->get_object().if_contains("data")
                      : nullptr;
    const auto is_text = [](const value& entry) { return entry.is_string(); };
    if (data == nullptr || !data->is_array() || std::ranges::any_of(data->get_array(), is_text)) {
        return expected;
    }
    object by_index;
    const boost::json::array& entries = data->get_array();
    for (std::size_t index = 0; index < entries.size(); ++index) {
        if (entries[index] != value(object())) {
            by_index[std::to_string(index)] = entries[index];
        }
    }
    *data = std::move(by_index);
    return expected;
}

} // namespace flaghook::suite
