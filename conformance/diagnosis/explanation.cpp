#include "diagnosis/explanation.hpp"

#include <flaghook/blueprint/latest.hpp>
#include <flaghook/blueprint/place.hpp>

#include "diagnosis/body_values.hpp"
#include "diagnosis/likely_cause.hpp"
#include "tool/output.hpp"

#include <cstddef>

namespace flaghook::diagnosis {

namespace {

/// The maximum number of an object's keys that are compared with a field's name.
constexpr std::size_t most_keys = 100;

/// Returns the documented form of a node, such as `a string of 1 to 256 characters`.
std::string documented_form(std::size_t node) {
    using whole = blueprint::whole_document<blueprint::latest>;
    std::string result;
    blueprint::for_each_place<whole>([&]<class Place>() {
        if (Place::node == node) {
            result = Place::rule.documented_form();
        }
    });
    return result;
}

/// Returns the quoted words of a documented form: the texts of a choice.
std::vector<std::string> quoted_words(std::string_view form) {
    std::vector<std::string> result;
    for (;;) {
        const std::size_t begin = form.find('"');
        const std::size_t end = form.find('"', begin == std::string_view::npos ? begin : begin + 1);
        if (end == std::string_view::npos) {
            return result;
        }
        result.emplace_back(form.substr(begin + 1, end - begin - 1));
        form.remove_prefix(end + 1);
    }
}

/// Returns the names of an object's documented fields.
std::vector<std::string_view> names_in(const field_location& place, std::size_t object) {
    std::vector<std::string_view> result;
    if (place.table != nullptr) {
        for (std::size_t node = object + 1; node < place.table[object].end; ++node) {
            if (place.table[node].parent == object) {
                result.push_back(place.table[node].name);
            }
        }
    }
    return result;
}

std::string cause_of_missing_field(std::string_view body, body_values& values,
                                   const field_location& place) {
    if (place.table == nullptr || place.node == 0) {
        return {};
    }
    if (body.empty()) {
        return "the body is empty";
    }
    const std::size_t object = place.table[place.node].parent;
    const std::optional<std::string_view> around = values.find(place, object);
    return around ? cause_of_missing(place.table[place.node].name, keys_of(*around, most_keys),
                                     names_in(place, object))
                  : std::string();
}

std::string cause_of_no_payload(std::string_view value) {
    if (value.starts_with('[')) {
        return "this is only the list of changes: send {\"data\": [...], \"meta\": {\"version\": "
               "1}}";
    }
    return cause_of_no_object(value);
}

/// Returns the likely cause for a field that has a value.
std::string cause_of_value(const field_location& place, std::string_view value) {
    const blueprint::node field = place.declaration();
    if (place.node == 0) {
        return cause_of_no_payload(value);
    }
    if (place.is_object()) {
        return cause_of_no_object(value);
    }
    if (field.name == "created_at") {
        return cause_of_bad_time(value);
    }
    if (field.documented_type == "number") {
        return cause_of_bad_integer(value);
    }
    return cause_of_bad_text(value);
}

std::string cause_of(const issue& one, std::string_view body, body_values& values,
                     const std::optional<std::string_view>& value) {
    if (one.code() == issue_code::required || !value) {
        return cause_of_missing_field(body, values, one.location());
    }
    switch (one.code()) {
    case issue_code::not_a_list:
        return cause_of_no_list(*value);
    case issue_code::invalid_choice:
        return cause_of_bad_choice(*value, quoted_words(documented_form(one.location().node)));
    case issue_code::null:
        return {};
    default:
        return cause_of_value(one.location(), *value);
    }
}

explanation explain_one(std::string_view body, body_values& values, const issue& one) {
    switch (one.code()) {
    case issue_code::parse_error:
        return {.expected = "JSON text in UTF-8, without byte-order mark, comments, trailing "
                            "commas, NaN or Infinity",
                .cause = cause_of_malformed(body, one.detail())};
    case issue_code::more_issues:
        return {
            .expected =
                "at most as many issues as --max-issues allows; the answer omits the others, too"};
    case issue_code::too_large:
    case issue_code::too_deep:
    case issue_code::too_many_items:
        return {.expected = "at most that limit"};
    default:
        break;
    }
    explanation result{.expected = documented_form(one.location().node)};
    if (one.code() == issue_code::out_of_range) {
        result.expected = "a 64-bit number, as documented (flaghook checks the range, Sentry does "
                          "not)";
    }
    const auto value = values.find(one.location(), one.location().node);
    result.came = value ? describe(*value) : "nothing";
    result.cause = cause_of(one, body, values, value);
    return result;
}

explanation explain_one(body_values& values, const deviation& one) {
    const field_location& place = one.location();
    explanation result;
    switch (one.code()) {
    case deviation_code::unknown_key: {
        const std::vector<std::string_view> names = names_in(place, place.node);
        const std::string_view name = resembled(one.detail(), names);
        if (!name.empty()) {
            result.cause = "it resembles \"" + std::string(name) + '"';
        }
        return result;
    }
    case deviation_code::coerced_type:
    case deviation_code::trimmed_text:
    case deviation_code::shifted_time:
    case deviation_code::unusual_time:
    case deviation_code::repeated_change_id: {
        const auto value = values.find(place, place.node);
        if (value) {
            result.came = describe(*value);
        }
        return result;
    }
    default:
        return result;
    }
}

} // namespace

std::vector<explanation> explain(std::string_view body, std::span<const issue> issues) {
    std::vector<explanation> result;
    result.reserve(issues.size());
    body_values values(body);
    for (const issue& one : issues) {
        result.push_back(explain_one(body, values, one));
    }
    return result;
}

std::vector<explanation> explain(std::string_view body, std::span<const deviation> deviations) {
    std::vector<explanation> result;
    result.reserve(deviations.size());
    body_values values(body);
    for (const deviation& one : deviations) {
        result.push_back(explain_one(values, one));
    }
    return result;
}

} // namespace flaghook::diagnosis
