/// @file
/// What Sentry answers to a body, by a second way: a tree, and the field rules one after the other.
#ifndef FLAGHOOK_FUZZ_ORACLE_SERVER_HPP
#define FLAGHOOK_FUZZ_ORACLE_SERVER_HPP

#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/model/change_id.hpp>
#include <flaghook/model/timestamp.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace flaghook::fuzz {

/// A node of a version's table, and for a choice the texts that it takes.
struct rule {
    blueprint::node node;
    std::vector<std::string_view> options{};
};

/// The values of one object's fields as text, one for each node of the table; empty for other
/// nodes.
using texts = std::vector<std::string>;

/// The server's answer to a body.
struct verdict {
    int status = 200;
    /// The answer with one entry for each item, and with the bad items' indexes as keys; both empty
    /// where the status is not 200 or the payload is accepted.
    std::string listed{};
    std::string keyed{};
    /// The accepted payload: the fields outside of the list, and those of each item.
    texts outside{};
    std::vector<texts> items{};
    /// Which items are recorded: the first ones of each id.
    std::vector<std::size_t> recorded{};
};

/// Answers a body by the rules of a version. Limits of the library other than that on nesting are
/// not known here.
/// @param absent what the model holds where an optional field is missing, by node
[[nodiscard]] verdict answer_by_rules(std::string_view body, std::span<const rule> rules,
                                      const texts& absent);

// The text of a value of the model, for comparing.

template <class Rule>
[[nodiscard]] std::string text_of(const Rule&, std::string_view value) {
    return std::string(value);
}
template <class Rule>
[[nodiscard]] std::string text_of(const Rule&, const change_id& value) {
    return value.to_string();
}
template <class Rule>
[[nodiscard]] std::string text_of(const Rule&, std::int64_t value) {
    return std::to_string(value);
}
template <class Rule>
[[nodiscard]] std::string text_of(const Rule&, timestamp value) {
    return std::to_string(value.time_since_epoch().count());
}
template <class Value, std::size_t Count>
[[nodiscard]] std::string text_of(const blueprint::choice<Value, Count>& rule, const Value& value) {
    for (const auto& option : rule.options) {
        if (option.value == value) {
            return std::string(option.name);
        }
    }
    return "none of the options";
}
template <class Rule, class Value>
[[nodiscard]] std::string text_of(const Rule& rule, const std::optional<Value>& value) {
    return value ? text_of(rule, *value) : "missing";
}

template <class Rule>
inline constexpr bool has_text =
    !blueprint::detail::is_object<Rule> && !blueprint::detail::is_list<Rule>;

/// The fields inside of one item as text, or those outside of the list.
template <blueprint::version Version>
[[nodiscard]] texts texts_of(const typename Version::payload_type& payload,
                             std::optional<std::size_t> item) {
    constexpr const auto& table = blueprint::nodes<Version>;
    texts result(table.size());
    for (std::size_t index = 0; index < table.size(); ++index) {
        if ((table[index].item != 0) != item.has_value()) {
            continue;
        }
        blueprint::visit_node<Version>(
            payload, index, item.value_or(0), [&](const auto& rule, const auto& value) {
                if constexpr (has_text<std::remove_cvref_t<decltype(rule)>>) {
                    result[index] = text_of(rule, value);
                }
            });
    }
    return result;
}

/// The table of a version with its options.
template <blueprint::version Version>
[[nodiscard]] std::vector<rule> rules_of() {
    constexpr const auto& table = blueprint::nodes<Version>;
    typename Version::payload_type payload{};
    payload.data.resize(1);
    std::vector<rule> result;
    for (std::size_t index = 0; index < table.size(); ++index) {
        result.push_back({table[index]});
        blueprint::visit_node<Version>(payload, index, 0, [&](const auto& rule, const auto&) {
            if constexpr (blueprint::detail::is_choice<std::remove_cvref_t<decltype(rule)>>) {
                for (const auto& option : rule.options) {
                    result.back().options.push_back(option.name);
                }
            }
        });
    }
    return result;
}

/// Answers a body by the rules of a version.
template <blueprint::version Version>
[[nodiscard]] verdict expected_answer(std::string_view body) {
    static const std::vector<rule> rules = rules_of<Version>();
    static const texts absent = [] {
        typename Version::payload_type payload{};
        payload.data.resize(1);
        return texts_of<Version>(payload, 0);
    }();
    return answer_by_rules(body, rules, absent);
}

} // namespace flaghook::fuzz

#endif
