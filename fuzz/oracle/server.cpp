#include "oracle/server.hpp"

#include "oracle/code_points.hpp"
#include "oracle/python_date_time.hpp"
#include "oracle/python_integer.hpp"
#include "oracle/python_json.hpp"
#include "oracle/python_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

namespace flaghook::fuzz {

namespace {

/// The errors of a value in both forms of the answer; empty if there are none.
struct errors {
    std::string listed{};
    std::string keyed{};

    [[nodiscard]] bool empty() const { return listed.empty(); }
};

errors messages(const std::vector<std::u32string>& texts) {
    if (texts.empty()) {
        return {};
    }
    std::string result;
    for (const std::u32string& text : texts) {
        result += (result.empty() ? "[" : ",") + rendered(text);
    }
    result += ']';
    return {result, result};
}

errors message(std::u32string_view text) {
    return messages({std::u32string(text)});
}

errors non_field(std::u32string_view text) {
    const std::string result = "{\"non_field_errors\":" + message(text).listed + "}";
    return {result, result};
}

/// Collects the members of an object of errors, or the entries of a list.
class collector {
public:
    void add(std::string_view name, const errors& found) {
        if (!found.empty()) {
            const std::string key = (result_.empty() ? "{" : ",") + rendered(widened(name)) + ":";
            result_.listed += key + found.listed;
            result_.keyed += key + found.keyed;
        }
    }

    [[nodiscard]] errors take() {
        if (!result_.empty()) {
            result_.listed += '}';
            result_.keyed += '}';
        }
        return result_;
    }

private:
    errors result_;
};

class serializer {
public:
    serializer(std::span<const rule> rules, verdict& out) : rules_(rules), out_(out) {}

    /// Returns whether an answer echoes a lone surrogate, which UTF-8 cannot encode.
    [[nodiscard]] bool unprintable() const { return unprintable_; }

    errors check(std::size_t index, const json_value& value, texts& into) {
        if (value.kind == json_kind::null) {
            return index == 0 ? non_field(U"No data provided")
                              : message(U"This field may not be null.");
        }
        switch (rules_[index].kind) {
        case rule_kind::object:
            return check_object(index, value, into);
        case rule_kind::list:
            return check_list(index, value);
        case rule_kind::text:
            return check_text(index, value, into[index]);
        case rule_kind::integer:
            return check_integer(index, value, into[index]);
        case rule_kind::date_time:
            return check_date_time(value, into[index]);
        case rule_kind::choice:
            return check_choice(index, value, into[index]);
        }
        return {};
    }

private:
    errors check_object(std::size_t index, const json_value& value, texts& into) {
        if (value.kind != json_kind::object) {
            return non_field(U"Invalid data. Expected a dictionary, but got " +
                             widened(python_type(value)) + U".");
        }
        collector result;
        for (const std::size_t field : inside_of(rules_, index)) {
            const rule& declared = rules_[field];
            const json_value* const member = value.find(widened(declared.name));
            if (member != nullptr) {
                result.add(declared.name, check(field, *member, into));
            } else if (declared.absent) {
                into[field] = *declared.absent;
            } else {
                result.add(declared.name, message(U"This field is required."));
            }
        }
        return result.take();
    }

    errors check_list(std::size_t index, const json_value& value) {
        if (value.kind != json_kind::array) {
            return non_field(U"Expected a list of items but got type \"" +
                             widened(python_type(value)) + U"\".");
        }
        collector keyed;
        std::string listed;
        for (std::size_t item = 0; item < value.items.size(); ++item) {
            texts& into = out_.items.emplace_back(rules_.size());
            const errors found = check(index + 1, value.items[item], into);
            listed += listed.empty() ? "[" : ",";
            // An item that is null has a message instead of an object.
            listed += found.empty() ? "{}" : found.listed;
            keyed.add(std::to_string(item), found);
        }
        const errors result = keyed.take();
        return result.empty() ? errors{} : errors{listed + "]", result.keyed};
    }

    errors check_text(std::size_t index, const json_value& value, std::string& into) {
        if (value.kind != json_kind::string && value.kind != json_kind::number) {
            return message(U"Not a valid string.");
        }
        const std::u32string whole = python_str(value);
        const std::u32string text(stripped(whole));
        if (text.empty()) {
            return message(U"This field may not be blank.");
        }
        std::vector<std::u32string> found;
        const std::size_t most = rules_[index].max_length;
        if (text.size() > most) {
            found.push_back(U"Ensure this field has no more than " + widened(std::to_string(most)) +
                            U" characters.");
        }
        if (text.find(U'\0') != std::u32string::npos) {
            found.emplace_back(U"Null characters are not allowed.");
        }
        const auto surrogate = std::find_if(text.begin(), text.end(), is_surrogate);
        if (surrogate != text.end()) {
            std::array<char, 8> hex{};
            std::snprintf(hex.data(), hex.size(), "%X", static_cast<unsigned>(*surrogate));
            found.push_back(U"Surrogate characters are not allowed: U+" + widened(hex.data()) +
                            U".");
        }
        into = utf8(text);
        return messages(found);
    }

    errors check_integer(std::size_t index, const json_value& value, std::string& into) {
        if (value.kind == json_kind::string && value.text.size() > 1000) {
            return message(U"String value too large.");
        }
        std::optional<std::string> number = integer_of(python_str(value));
        if (!number) {
            return message(U"A valid integer is required.");
        }
        const bool negative = number->starts_with('-');
        const std::string_view digits = std::string_view(*number).substr(negative ? 1 : 0);
        if (rules_[index].name == "change_id") {
            // The library's own limit.
            if (exceeds(digits, negative ? "9223372036854775808" : "18446744073709551615")) {
                return message(U"Ensure this value is between -9223372036854775808 and "
                               U"18446744073709551615.");
            }
        } else if (exceeds(digits, negative ? "9223372036854775808" : "9223372036854775807")) {
            number = negative ? "-9223372036854775808" : "9223372036854775807";
        }
        into = *std::move(number);
        return {};
    }

    static errors check_date_time(const json_value& value, std::string& into) {
        const instant read = value.kind == json_kind::string ? instant_of(value.text) : instant{};
        if (read.outcome == instant::outcome::overflow) {
            return message(U"Datetime value out of range.");
        }
        if (read.outcome == instant::outcome::invalid) {
            return message(U"Datetime has wrong format. Use one of these formats instead: "
                           U"YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].");
        }
        into = std::to_string(read.microseconds);
        return {};
    }

    errors check_choice(std::size_t index, const json_value& value, std::string& into) {
        const std::u32string text = python_str(value);
        for (const std::string_view option : rules_[index].options) {
            if (widened(option) == text) {
                into = option;
                return {};
            }
        }
        unprintable_ = unprintable_ || has_surrogate(text);
        return message(U"\"" + text + U"\" is not a valid choice.");
    }

    std::span<const rule> rules_;
    verdict& out_;
    bool unprintable_ = false;
};

/// Returns the first item of each change id.
std::vector<std::size_t> first_of_each_id(const std::vector<texts>& items,
                                          std::span<const rule> rules) {
    const auto id = std::find_if(rules.begin(), rules.end(),
                                 [](const rule& one) { return one.name == "change_id"; });
    const auto line = static_cast<std::size_t>(id - rules.begin());
    std::set<std::string> seen;
    std::vector<std::size_t> result;
    for (std::size_t item = 0; item < items.size(); ++item) {
        if (seen.insert(items[item][line]).second) {
            result.push_back(item);
        }
    }
    return result;
}

} // namespace

verdict answer_by_rules(const loaded_json& body, std::span<const rule> rules) {
    verdict result;
    if (body.outcome == json_outcome::too_deep) {
        result.status = 500;
        return result;
    }
    if (body.outcome == json_outcome::malformed) {
        result.status = 400;
        result.listed =
            "{\"detail\":" + rendered(U"JSON parse error - " + widened(body.error)) + "}";
        result.keyed = result.listed;
        return result;
    }
    result.outside.resize(rules.size());
    serializer checking(rules, result);
    const errors found = checking.check(0, body.value, result.outside);
    if (found.empty()) {
        result.recorded = first_of_each_id(result.items, rules);
        return result;
    }
    result.items.clear();
    if (checking.unprintable()) {
        result.status = 500;
        return result;
    }
    result.listed = found.listed;
    result.keyed = found.keyed;
    return result;
}

} // namespace flaghook::fuzz
