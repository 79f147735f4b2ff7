/// @file
/// How the protocol calls the values of its choices.
#ifndef FLAGHOOK_TOOL_OPTION_NAME_HPP
#define FLAGHOOK_TOOL_OPTION_NAME_HPP

#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/latest.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <tuple>

namespace flaghook::tool {

namespace detail {

template <class Value, class Rule>
constexpr void find_option(const Rule&, Value, std::string_view&) noexcept {}

template <class Value, std::size_t Count>
constexpr void find_option(const blueprint::choice<Value, Count>& rule, Value value,
                           std::string_view& name) noexcept {
    for (const auto& option : rule.options) {
        if (option.value == value) {
            name = option.name;
        }
    }
}

template <class Value, class Owner, class... Fields>
constexpr void find_option(const blueprint::object_declaration<Owner, Fields...>& rule, Value value,
                           std::string_view& name) noexcept {
    std::apply([&](const auto&... field) { (find_option(field.rule, value, name), ...); },
               rule.fields);
}

} // namespace detail

/// The JSON text of an `action` or `author_type`, from the protocol version's own declaration;
/// empty for a value without a name.
template <class Value>
[[nodiscard]] constexpr std::string_view option_name(Value value) noexcept {
    std::string_view name;
    detail::find_option(blueprint::latest::change, value, name);
    return name;
}

static_assert(option_name(action::deleted) == "deleted");
static_assert(option_name(author_type::name) == "name");

} // namespace flaghook::tool

#endif
