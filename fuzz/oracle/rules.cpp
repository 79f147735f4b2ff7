#include "oracle/rules.hpp"

#include <algorithm>

namespace flaghook::fuzz {

namespace {

std::vector<rule> with(std::vector<rule> table, std::size_t position,
                       const std::vector<rule>& added) {
    table.insert(table.begin() + static_cast<std::ptrdiff_t>(position), added.begin(), added.end());
    return table;
}

std::string name_of(change_action value) {
    switch (value) {
    case change_action::created:
        return "created";
    case change_action::updated:
        return "updated";
    case change_action::deleted:
        return "deleted";
    }
    return "no action";
}

std::string name_of(author_type value) {
    switch (value) {
    case author_type::email:
        return "email";
    case author_type::id:
        return "id";
    case author_type::name:
        return "name";
    }
    return "no type";
}

std::string name_of(std::optional<tests::environment> value) {
    if (!value) {
        return "missing";
    }
    switch (*value) {
    case tests::environment::production:
        return "production";
    case tests::environment::staging:
        return "staging";
    }
    return "no environment";
}

/// Returns the fields that the changes of both versions share, from the payload's line to the
/// flag's.
template <class Change>
texts common_texts(const Change& one) {
    return {"",
            "",
            "",
            name_of(one.action),
            one.id.to_string(),
            std::to_string(one.created_at.time_since_epoch().count()),
            "",
            one.created_by.id,
            name_of(one.created_by.type),
            one.flag};
}

} // namespace

template <>
const std::vector<rule>& rules_of<blueprint::v1>() {
    static const std::vector<rule> table{
        {0, "", rule_kind::object},
        {1, "data", rule_kind::list},
        {2, "", rule_kind::object},
        {3, "action", rule_kind::choice, 0, {"created", "updated", "deleted"}},
        {3, "change_id", rule_kind::integer},
        {3, "created_at", rule_kind::date_time},
        {3, "created_by", rule_kind::object},
        {4, "id", rule_kind::text, 100},
        {4, "type", rule_kind::choice, 0, {"email", "id", "name"}},
        {3, "flag", rule_kind::text, 256},
        {1, "meta", rule_kind::object},
        {2, "version", rule_kind::integer},
    };
    return table;
}

template <>
const std::vector<rule>& rules_of<tests::v2>() {
    // Two more fields after `flag`.
    static const std::vector<rule> table =
        with(rules_of<blueprint::v1>(), 10,
             {{3, "environment", rule_kind::choice, 0, {"production", "staging"}, "missing"},
              {3, "reason", rule_kind::text, 20, {}, "not given"}});
    return table;
}

std::vector<std::size_t> inside_of(std::span<const rule> rules, std::size_t index) {
    std::vector<std::size_t> result;
    const std::size_t level = rules[index].level;
    for (std::size_t other = index + 1; other < rules.size() && rules[other].level > level;
         ++other) {
        if (rules[other].level == level + 1) {
            result.push_back(other);
        }
    }
    return result;
}

std::optional<place> place_of(std::span<const rule> rules, std::string_view path) {
    place result;
    while (!path.empty()) {
        const bool is_item = path.starts_with('[');
        const std::size_t end = is_item ? path.find(']') : path.find_first_of(".[");
        std::string_view name;
        if (is_item) {
            if (end == std::string_view::npos) {
                return std::nullopt;
            }
            result.item = std::stoul(std::string(path.substr(1, end - 1)));
            path.remove_prefix(end + 1);
        } else {
            name = path.substr(0, end);
            path.remove_prefix(name.size());
        }
        const std::vector<std::size_t> inside = inside_of(rules, result.index);
        const auto found = std::find_if(inside.begin(), inside.end(), [&](std::size_t candidate) {
            return rules[candidate].name == name;
        });
        if (found == inside.end()) {
            return std::nullopt;
        }
        result.index = *found;
        if (path.starts_with('.')) {
            path.remove_prefix(1);
        }
    }
    return result;
}

texts texts_of(const payload& read, std::optional<std::size_t> item) {
    texts result;
    if (item) {
        result = common_texts(read.data[*item]);
    }
    result.resize(rules_of<blueprint::v1>().size());
    if (!item) {
        result.back() = std::to_string(read.meta.version);
    }
    return result;
}

texts texts_of(const tests::payload_v2& read, std::optional<std::size_t> item) {
    texts result;
    if (item) {
        const tests::change_v2& one = read.data[*item];
        result = common_texts(one);
        result.push_back(name_of(one.where));
        result.push_back(one.reason);
    }
    result.resize(rules_of<tests::v2>().size());
    if (!item) {
        result.back() = std::to_string(read.meta.version);
    }
    return result;
}

} // namespace flaghook::fuzz
