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

/// The maximum number of differences to list.
constexpr std::size_t most_mismatches = 100;

std::string excerpt(const value* of) {
    return of == nullptr
               ? "nothing"
               : tool::printable(shortened(boost::json::serialize(*of), difference_length));
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

/// Collects the differences of values.
class comparer {
public:
    std::vector<mismatch> found{};

    void compare(const value& expected, const value& got, const std::string& path) {
        if (expected.is_object() && got.is_object()) {
            compare_objects(expected.get_object(), got.get_object(), path);
        } else if (expected.is_array() && got.is_array()) {
            compare_lists(expected.get_array(), got.get_array(), path);
        } else if (expected.is_number() && got.is_number() ? !equal_numbers(expected, got)
                                                           : expected != got) {
            note(path, &expected, &got);
        }
    }

    /// Notes a difference.
    /// @param expected, got null on the side that has no value
    void note(const std::string& path, const value* expected, const value* got) {
        if (found.size() < most_mismatches) {
            found.push_back(
                {.path = path,
                 .expected = expected == nullptr ? std::nullopt : std::optional(*expected),
                 .got = got == nullptr ? std::nullopt : std::optional(*got),
                 .sentence = differ(path, excerpt(expected), excerpt(got))});
        }
    }

private:
    void compare_objects(const object& expected, const object& got, const std::string& path) {
        const std::string prefix = path.empty() ? "" : path + ".";
        for (const auto& [name, inner] : expected) {
            const value* const other = got.if_contains(name);
            if (other == nullptr) {
                note(prefix + std::string(name), &inner, nullptr);
            } else {
                compare(inner, *other, prefix + std::string(name));
            }
        }
        for (const auto& [name, inner] : got) {
            if (!expected.contains(name)) {
                note(prefix + std::string(name), nullptr, &inner);
            }
        }
    }

    void compare_lists(const boost::json::array& expected, const boost::json::array& got,
                       const std::string& path) {
        for (std::size_t index = 0; index < std::max(expected.size(), got.size()); ++index) {
            const std::string place = path + "[" + std::to_string(index) + "]";
            if (index >= got.size()) {
                note(place, &expected[index], nullptr);
            } else if (index >= expected.size()) {
                note(place, nullptr, &got[index]);
            } else {
                compare(expected[index], got[index], place);
            }
        }
    }
};

/// Describes how two bodies differ: as JSON if they do, otherwise by their bytes.
std::string body_difference(std::string_view expected, std::string_view got) {
    const auto [left, right] = std::ranges::mismatch(expected, got);
    const std::string sentence =
        "body: differs from byte " + std::to_string(left - expected.begin()) + " on";
    const std::string bytes = ": expected " + in_quotes(std::string_view(left, expected.end())) +
                              ", got " + in_quotes(std::string_view(right, got.end()));
    boost::system::error_code unreadable;
    const value before = boost::json::parse(expected, unreadable);
    const value after = unreadable ? value() : boost::json::parse(got, unreadable);
    if (unreadable) {
        return sentence + bytes;
    }
    const std::vector<mismatch> found = differences(before, after);
    return found.empty() ? sentence + bytes + " (the same JSON in another spelling)"
                         : sentence + ", at " + found.front().sentence;
}

void compare_bodies(comparer& into, const value& expected, const value* got) {
    const std::optional<std::string> body =
        got != nullptr && got->is_string() ? decode_base64(got->get_string()) : std::nullopt;
    if (!body) {
        const value form("base64");
        into.note("body", &form, got);
        into.found.back().sentence = differ("body", "base64", excerpt(got));
        return;
    }
    const std::string wanted =
        expected.is_string() ? decode_base64(expected.get_string()).value_or("") : "";
    if (*body == wanted) {
        return;
    }
    const value wanted_bytes(wanted);
    const value bytes(*body);
    into.note("body", &wanted_bytes, &bytes);
    into.found.back().sentence = body_difference(wanted, *body);
}

} // namespace

std::vector<mismatch> differences(const value& expected, const value& got) {
    comparer compared;
    compared.compare(expected, got, {});
    return std::move(compared.found);
}

bool are_equal(const value& left, const value& right) {
    return differences(left, right).empty();
}

std::vector<mismatch> result_differences(const test_case& of, const object& expected,
                                         const object& result) {
    comparer compared;
    for (const auto& [name, wanted] : expected) {
        const value* const got = result.if_contains(name);
        if (of.operation == "emit" && name == "body") {
            compare_bodies(compared, wanted, got);
        } else if (got == nullptr) {
            compared.note(std::string(name), &wanted, nullptr);
        } else {
            compared.compare(wanted, *got, std::string(name));
        }
    }
    return std::move(compared.found);
}

value in_order_of(const value& model, const value& of) {
    if (model.is_object() && of.is_object()) {
        object ordered;
        for (const auto& [name, inner] : model.get_object()) {
            if (const value* const found = of.get_object().if_contains(name)) {
                ordered[name] = in_order_of(inner, *found);
            }
        }
        for (const auto& [name, inner] : of.get_object()) {
            ordered.emplace(name, inner);
        }
        return ordered;
    }
    if (model.is_array() && of.is_array()) {
        const boost::json::array& pattern = model.get_array();
        boost::json::array ordered;
        for (const value& inner : of.get_array()) {
            ordered.push_back(ordered.size() < pattern.size()
                                  ? in_order_of(pattern[ordered.size()], inner)
                                  : inner);
        }
        return ordered;
    }
    return of;
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
