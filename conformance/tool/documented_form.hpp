/// @file
/// What the documentation asks for in each place of a payload, in words.
#ifndef FLAGHOOK_TOOL_DOCUMENTED_FORM_HPP
#define FLAGHOOK_TOOL_DOCUMENTED_FORM_HPP

#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/nodes.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace flaghook::tool {

namespace detail {

/// `"a", "b" and "c"`.
inline std::string enumerate(const std::vector<std::string_view>& names, std::string_view last) {
    std::string result;
    for (std::size_t index = 0; index < names.size(); ++index) {
        if (index != 0) {
            result += index + 1 == names.size() ? " " + std::string(last) + " " : ", ";
        }
        result += '"' + std::string(names[index]) + '"';
    }
    return result;
}

inline std::string describe(const blueprint::text& rule) {
    return "a string of 1 to " + std::to_string(rule.max_length) + " characters";
}

inline std::string describe(const blueprint::integer&) {
    return "a number without fraction";
}

inline std::string describe(const blueprint::date_time&) {
    return "a string such as \"2024-12-12T00:02:00+00:00\"";
}

template <class Value, std::size_t Count>
std::string describe(const blueprint::choice<Value, Count>& rule) {
    std::vector<std::string_view> names;
    for (const auto& option : rule.options) {
        names.push_back(option.name);
    }
    return enumerate(names, "or");
}

template <class Owner, class... Fields>
std::string describe(const blueprint::object_declaration<Owner, Fields...>& rule) {
    std::vector<std::string_view> names;
    std::apply([&](const auto&... field) { (names.push_back(field.name), ...); }, rule.fields);
    return "an object with " + enumerate(names, "and");
}

template <class Item>
std::string describe(const blueprint::list<Item>&) {
    return "a list of objects";
}

} // namespace detail

/// What the documentation asks for at a node of a version, such as `a string of 1 to 256
/// characters`; derived from the version's declaration.
/// @param index of the node in `blueprint::nodes<Version>`
template <blueprint::version Version>
[[nodiscard]] std::string documented_form(std::size_t index) {
    // The rules are reached by way of a payload that has a place for every node.
    typename Version::payload_type payload{};
    blueprint::visit_list<Version>(payload, [](auto& items) { items.resize(1); });
    std::string result;
    blueprint::visit_node<Version>(
        payload, index, 0, [&](const auto& rule, const auto&) { result = detail::describe(rule); });
    return result;
}

} // namespace flaghook::tool

#endif
