#include "mutator/body_mutator.hpp"

#include "mutator/field_values.hpp"
#include "mutator/json_writer.hpp"
#include "odd_values.hpp"
#include "oracle/code_points.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace flaghook::fuzz {

namespace {

/// Deeper trees are left to byte mutations.
constexpr std::size_t max_depth = 64;

json_value text_value(std::u32string text) {
    json_value result;
    result.kind = json_kind::string;
    result.text = std::move(text);
    return result;
}

void insert(json_value& holder, std::size_t position, std::u32string_view key, json_value value) {
    const auto offset = static_cast<std::ptrdiff_t>(position);
    holder.items.insert(holder.items.begin() + offset, std::move(value));
    if (holder.kind == json_kind::object) {
        holder.keys.emplace(holder.keys.begin() + offset, key);
    }
}

void erase(json_value& holder, std::size_t position) {
    const auto offset = static_cast<std::ptrdiff_t>(position);
    holder.items.erase(holder.items.begin() + offset);
    if (holder.kind == json_kind::object) {
        holder.keys.erase(holder.keys.begin() + offset);
    }
}

} // namespace

void body_mutator::collect(std::vector<spot>& out, const spot& here) const {
    out.push_back(here);
    const std::vector<std::size_t> inside =
        here.line ? inside_of(rules_, *here.line) : std::vector<std::size_t>();
    for (std::size_t position = 0; position < here.value->items.size(); ++position) {
        std::optional<std::size_t> line;
        for (const std::size_t candidate : inside) {
            const std::u32string_view key = here.value->kind == json_kind::object
                                                ? std::u32string_view(here.value->keys[position])
                                                : std::u32string_view();
            if (widened(rules_[candidate].name) == key) {
                line = candidate;
            }
        }
        collect(out, {&here.value->items[position], here.value, position, line});
    }
}

std::vector<body_mutator::spot> body_mutator::spots_of(json_value& root) const {
    std::vector<spot> result;
    collect(result, {&root, nullptr, 0, 0});
    return result;
}

json_value body_mutator::value_for(std::optional<std::size_t> line, random_source& random) const {
    if (!line) {
        line = random.below(rules_.size());
    }
    std::string text;
    if (random.one_in(4)) {
        text = good_value(rules_, *line);
    } else {
        const std::vector<std::string> values = telling_values(rules_, *line);
        text = values[random.below(values.size())];
    }
    return read_json(text, max_depth).value_or(json_value{});
}

void body_mutator::change_value(json_value& value, std::optional<std::size_t> line,
                                random_source& random) const {
    switch (random.below(8)) {
    case 0: // a value for another place
        value = value_for(std::nullopt, random);
        break;
    case 1: // another text
        value = text_value(escaped_code_points(
            mutate_bytes_(value.kind == json_kind::number ? value.literal : utf8(value.text))));
        break;
    case 2: // a number as text, and text as a number
        if (value.kind == json_kind::number) {
            value = text_value(widened(value.literal));
        } else if (value.kind == json_kind::string) {
            value = value_for(std::nullopt, random);
        }
        break;
    case 3: { // one more level
        json_value outer;
        outer.kind = random.one_in(2) ? json_kind::array : json_kind::object;
        insert(outer, 0, rules_[random.below(rules_.size())].name.empty() ? U"a" : U"data",
               std::move(value));
        value = std::move(outer);
        break;
    }
    case 4:
        if (random.one_in(4)) { // no longer JSON
            value = {};
            value.kind = json_kind::number;
            value.literal = random.pick(std::span(odd_no_json));
            break;
        }
        [[fallthrough]];
    default:
        value = value_for(line, random);
        break;
    }
}

void body_mutator::change_holder(const spot& where, random_source& random) const {
    json_value& holder = *where.holder;
    const std::size_t elsewhere = random.below(holder.items.size() + 1);
    const std::u32string key =
        holder.kind == json_kind::object ? holder.keys[where.position] : std::u32string{};
    switch (random.below(6)) {
    case 0:
        erase(holder, where.position);
        break;
    case 1: // the key again, with another value
        insert(holder, elsewhere, key, value_for(where.line, random));
        break;
    case 2: { // the value again
        json_value copy = *where.value;
        insert(holder, elsewhere, key, std::move(copy));
        break;
    }
    case 3: { // another key of the version
        const std::size_t line = random.below(rules_.size());
        insert(holder, elsewhere, widened(rules_[line].name), value_for(line, random));
        break;
    }
    case 4: { // another place
        json_value moved = std::move(*where.value);
        erase(holder, where.position);
        insert(holder, std::min(elsewhere, holder.items.size()), key, std::move(moved));
        break;
    }
    default:
        if (holder.kind == json_kind::object) {
            holder.keys[where.position] = escaped_code_points(mutate_bytes_(utf8(key)));
        } else if (holder.items.size() > 1) {
            std::swap(holder.items[where.position],
                      holder.items[random.below(holder.items.size())]);
        }
        break;
    }
}

void body_mutator::change(json_value& root, random_source& random) const {
    const std::vector<spot> spots = spots_of(root);
    const spot& where = spots[random.below(spots.size())];
    if (where.holder != nullptr && random.one_in(3)) {
        change_holder(where, random);
    } else {
        change_value(*where.value, where.line, random);
    }
}

std::string body_mutator::mutated(std::string_view body, random_source& random) const {
    if (random.one_in(4)) {
        return mutate_bytes_(body);
    }
    std::optional<json_value> root = read_json(body, max_depth);
    if (!root) {
        return random.one_in(8) ? good_value(rules_, 0) : mutate_bytes_(body);
    }
    for (std::size_t changes = 1 + random.below(3); changes > 0; --changes) {
        change(*root, random);
    }
    constexpr std::array<std::string_view, 4> spaces{"", "", " ", "\r\n\t"};
    return written(*root,
                   {random.pick(std::span<const std::string_view, 4>(spaces)), random.one_in(3)});
}

std::string body_mutator::crossed(std::string_view first, std::string_view second,
                                  random_source& random) const {
    std::optional<json_value> into = read_json(first, max_depth);
    std::optional<json_value> from = read_json(second, max_depth);
    if (!into || !from) {
        return std::string(first.substr(0, random.below(first.size() + 1))) +
               std::string(second.substr(random.below(second.size() + 1)));
    }
    const std::vector<spot> targets = spots_of(*into);
    const spot& target = targets[random.below(targets.size())];
    std::vector<spot> sources = spots_of(*from);
    const auto others = std::partition(sources.begin(), sources.end(),
                                       [&](const spot& one) { return one.line == target.line; });
    const auto alike = static_cast<std::size_t>(others - sources.begin());
    const std::size_t chosen =
        random.below(alike == 0 || random.one_in(4) ? sources.size() : alike);
    json_value taken = *sources[chosen].value;
    if (target.holder != nullptr && target.holder->kind == json_kind::array && random.one_in(2)) {
        insert(*target.holder, target.position, {}, std::move(taken));
    } else {
        *target.value = std::move(taken);
    }
    return written(*into);
}

} // namespace flaghook::fuzz
