#include <flaghook/json/parse.hpp>

#include "mutator/field_values.hpp"
#include "seeds/inputs.hpp"
#include "seeds/writers.hpp"

#include <cstddef>
#include <string>

namespace flaghook::fuzz {

namespace {

/// Returns the valid payload with another text for one field. An empty text leaves the field out.
std::string body_with(std::span<const rule> rules, std::size_t index, std::size_t changed,
                      std::string_view text) {
    if (index == changed) {
        return std::string(text);
    }
    const rule& here = rules[index];
    if (here.kind == rule_kind::list) {
        return "[" + body_with(rules, index + 1, changed, text) + "]";
    }
    if (here.kind != rule_kind::object) {
        return good_value(rules, index);
    }
    std::string result;
    for (const std::size_t field : inside_of(rules, index)) {
        const std::string value = body_with(rules, field, changed, text);
        if (!value.empty()) {
            result += result.empty() ? "" : ",";
            result += "\"" + std::string(rules[field].name) + "\":" + value;
        }
    }
    return "{" + result + "}";
}

/// Adds Sentry's answer to a body that it refuses, as the answer to a delivery.
void add_answer(seed_folder& seeds, std::string_view name, std::string_view body) {
    const auto parsed = parse(body);
    if (parsed) {
        return;
    }
    const auto status = static_cast<unsigned>(parsed.error().status());
    for (const tree_form form : {tree_form::list, tree_form::index_keyed}) {
        seeds.add("delivery", std::string(name) + (form == tree_form::list ? "-listed" : "-keyed"),
                  delivery_input(status, 0, parsed.error().answer(form)));
    }
}

} // namespace

void add_declared(seed_folder& seeds, std::string_view version, std::span<const rule> rules) {
    for (std::size_t index = 0; index < rules.size(); ++index) {
        const std::string name = std::string(version) + "-field-" + std::to_string(index);
        seeds.add_body(name + "-missing", body_with(rules, 0, index, ""));
        std::size_t number = 0;
        for (const std::string& value : telling_values(rules, index)) {
            const std::string numbered = name + "-" + std::to_string(number++);
            const std::string body = body_with(rules, 0, index, value);
            seeds.add_body(numbered, body);
            add_answer(seeds, numbered, body);
        }
        // The key twice, the valid value first and then the other way round.
        if (!rules[index].name.empty()) {
            const std::string good = good_value(rules, index);
            const std::string key = ",\"" + std::string(rules[index].name) + "\":";
            seeds.add_body(name + "-again", body_with(rules, 0, index, good + key + "[0]"));
            seeds.add_body(name + "-taken-back",
                           body_with(rules, 0, index, "\"\\ud800\"" + key + good));
        }
    }
}

} // namespace flaghook::fuzz
