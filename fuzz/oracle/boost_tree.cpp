#include "oracle/boost_tree.hpp"

#include "oracle/code_points.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace flaghook::fuzz {

namespace {

constexpr std::size_t most_levels = 512;

/// Returns whether Boost read the number that was written: the same integer, or a float for a
/// float. Boost reads an integer of more than 64 bits as a float.
bool is_same_number(const boost::json::value& number, const std::string& literal) {
    if (const auto* const signed_number = number.if_int64()) {
        return std::to_string(*signed_number) == (literal == "-0" ? "0" : literal);
    }
    if (const auto* const unsigned_number = number.if_uint64()) {
        return std::to_string(*unsigned_number) == literal;
    }
    constexpr std::size_t longest = 18;
    return number.is_double() &&
           (literal.find_first_of(".e") != std::string::npos || literal.size() > longest);
}

/// Compares two trees value by value. Deep trees use no stack.
class tree_comparison {
public:
    /// @return the difference; empty if there is none
    std::string compare(const json_value& python, const boost::json::value& boost) {
        pairs_.emplace_back(&python, &boost);
        while (!pairs_.empty()) {
            const auto [left, right] = pairs_.back();
            pairs_.pop_back();
            if (!is_same(*left, *right)) {
                return "a value of kind " + std::to_string(static_cast<int>(left->kind)) +
                       " is of Boost's kind " + std::to_string(static_cast<int>(right->kind())) +
                       ", or another one of the same kind";
            }
        }
        return {};
    }

private:
    bool is_same(const json_value& python, const boost::json::value& boost) {
        switch (python.kind) {
        case json_kind::null:
            return boost.is_null();
        case json_kind::boolean:
            return boost.is_bool() && boost.get_bool() == python.truth;
        case json_kind::number:
            return is_same_number(boost, python.literal);
        case json_kind::string:
            return boost.is_string() && std::string_view(boost.get_string()) == utf8(python.text);
        case json_kind::array:
            return boost.is_array() && is_same_array(python, boost.get_array());
        case json_kind::object:
            return boost.is_object() && is_same_object(python, boost.get_object());
        }
        return false;
    }

    bool is_same_array(const json_value& python, const boost::json::array& boost) {
        if (python.items.size() != boost.size()) {
            return false;
        }
        for (std::size_t index = 0; index < boost.size(); ++index) {
            pairs_.emplace_back(&python.items[index], &boost[index]);
        }
        return true;
    }

    /// Both readers keep the last value of a repeated key.
    bool is_same_object(const json_value& python, const boost::json::object& boost) {
        std::set<std::u32string_view> seen;
        for (std::size_t index = python.keys.size(); index-- > 0;) {
            if (!seen.insert(python.keys[index]).second) {
                continue;
            }
            const boost::json::value* const member = boost.if_contains(utf8(python.keys[index]));
            if (member == nullptr) {
                return false;
            }
            pairs_.emplace_back(&python.items[index], member);
        }
        return seen.size() == boost.size();
    }

    std::vector<std::pair<const json_value*, const boost::json::value*>> pairs_;
};

} // namespace

std::string difference_to_boost(std::string_view body, const loaded_json& loaded) {
    const bool is_value = loaded.outcome == json_outcome::value;
    if (body.empty() || loaded.error.starts_with("Exceeds the limit")) {
        return {};
    }
    boost::json::monotonic_resource memory;
    boost::json::parse_options options;
    options.max_depth = most_levels;
    boost::system::error_code error;
    const bool is_utf8 = is_value || !loaded.error.starts_with("'utf-8' codec");
    const boost::json::value value = boost::json::parse(
        is_utf8 ? body.substr(0, loaded.decoded_size) : body, error, &memory, options);
    if (!is_value || loaded.has_lone_surrogate || loaded.deepest > most_levels) {
        return error ? "" : "Boost.JSON reads what Python does not";
    }
    if (error) {
        return loaded.has_long_exponent ? "" : "Boost.JSON refuses: " + error.message();
    }
    return tree_comparison().compare(loaded.value, value);
}

} // namespace flaghook::fuzz
