/// @file
/// How the protocol calls the values of its choices.
#ifndef FLAGHOOK_TOOL_OPTION_NAME_HPP
#define FLAGHOOK_TOOL_OPTION_NAME_HPP

#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/latest.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <tuple>

namespace flaghook::tool {

namespace detail {

template <class Value, class Rule, class Visitor>
constexpr void visit_options(const Rule&, const Visitor&) noexcept {}

template <class Value, std::size_t Count, class Visitor>
constexpr void visit_options(const blueprint::choice<Value, Count>& rule,
                             const Visitor& visit) noexcept {
    for (const auto& option : rule.options) {
        visit(option);
    }
}

template <class Value, class Owner, class... Fields, class Visitor>
constexpr void visit_options(const blueprint::object_declaration<Owner, Fields...>& rule,
                             const Visitor& visit) noexcept {
    std::apply([&](const auto&... field) { (visit_options<Value>(field.rule, visit), ...); },
               rule.fields);
}

} // namespace detail

/// The JSON text of an `action` or `author_type`, from the protocol version's own declaration;
/// empty for a value without a name.
template <class Value>
[[nodiscard]] constexpr std::string_view option_name(Value value) noexcept {
    std::string_view name;
    detail::visit_options<Value>(blueprint::latest::change, [&](const auto& option) {
        name = option.value == value ? option.name : name;
    });
    return name;
}

/// The `action` or `author_type` that a JSON text stands for, if it stands for one.
template <class Value>
[[nodiscard]] constexpr std::optional<Value> option_value(std::string_view name) noexcept {
    std::optional<Value> value;
    detail::visit_options<Value>(blueprint::latest::change, [&](const auto& option) {
        value = option.name == name ? option.value : value;
    });
    return value;
}

static_assert(option_name(action::deleted) == "deleted");
static_assert(option_name(author_type::name) == "name");
static_assert(option_value<action>("deleted") == action::deleted);
static_assert(!option_value<author_type>("deleted"));

} // namespace flaghook::tool

#endif
