#include "diagnosis/body_values.hpp"

#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/server/text.hpp>

#include "tool/output.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <utility>

namespace flaghook::diagnosis {

namespace {

/// The maximum number of characters of a value to show.
constexpr std::size_t most_characters = 60;

/// Steps through JSON text, value by value, at any depth and with numbers of any length. The text
/// is not validated: it was parsed before.
class json_cursor {
public:
    explicit json_cursor(std::string_view text) noexcept : text_(text) {}

    /// Skips white space and then the given character, if it is next.
    bool skip(char expected) noexcept {
        skip_space();
        const bool found = text_.substr(at_).starts_with(expected);
        at_ += found ? 1 : 0;
        return found;
    }

    /// Skips white space and returns the JSON text of the next value.
    std::string_view take_value() noexcept {
        skip_space();
        const std::size_t first = at_;
        const std::string_view rest = text_.substr(at_);
        if (rest.starts_with('"')) {
            skip_string();
        } else if (rest.starts_with('[') || rest.starts_with('{')) {
            skip_container();
        } else {
            go_to(text_.find_first_of(",]} \t\n\r", at_));
        }
        return text_.substr(first, at_ - first);
    }

private:
    void go_to(std::size_t place) noexcept { at_ = std::min(place, text_.size()); }

    void skip_space() noexcept { go_to(text_.find_first_not_of(" \t\n\r", at_)); }

    void skip_string() noexcept {
        go_to(at_ + 1);
        for (;;) {
            go_to(text_.find_first_of("\"\\", at_));
            const bool is_escape = text_.substr(at_).starts_with('\\');
            go_to(at_ + (is_escape ? 2 : 1));
            if (!is_escape) {
                return;
            }
        }
    }

    void skip_container() noexcept {
        std::size_t open = 0;
        do {
            go_to(text_.find_first_of("\"[]{}", at_));
            const std::string_view rest = text_.substr(at_);
            if (rest.starts_with('"')) {
                skip_string();
                continue;
            }
            if (rest.starts_with('[') || rest.starts_with('{')) {
                ++open;
            } else {
                --open;
            }
            go_to(at_ + 1);
        } while (open != 0 && at_ != text_.size());
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

/// Returns the last value of a key, if the text is an object with this key.
std::optional<std::string_view> find_member(std::string_view object, std::string_view name) {
    std::optional<std::string_view> found;
    json_cursor cursor(object);
    for (bool more = cursor.skip('{'); more; more = cursor.skip(',')) {
        const std::string_view key = cursor.take_value();
        cursor.skip(':');
        const std::string_view value = cursor.take_value();
        if (text_of(key) == name) {
            found = value;
        }
    }
    return found;
}

/// Returns the items of a list; empty for any other text.
std::vector<std::string_view> items_of(std::string_view list) {
    std::vector<std::string_view> result;
    json_cursor cursor(list);
    for (bool more = cursor.skip('['); more; more = cursor.skip(',')) {
        result.push_back(cursor.take_value());
    }
    return result;
}

std::string describe_string(std::string_view string) {
    const std::optional<std::string> text = text_of(string);
    if (!text) {
        // Keeps the JSON text, including its quotation marks.
        return tool::beginning(string, most_characters + 2);
    }
    const std::size_t length = server::detail::count_code_points(*text);
    return tool::excerpt(*text, most_characters) +
           (length > most_characters ? " of " + std::to_string(length) + " characters" : "");
}

} // namespace

std::optional<std::string> text_of(std::string_view string) {
    if (!string.starts_with('"')) {
        return std::nullopt;
    }
    boost::system::error_code error;
    const boost::json::value value = boost::json::parse({string.data(), string.size()}, error);
    if (error || !value.is_string()) {
        return std::nullopt;
    }
    return std::string(value.get_string().data(), value.get_string().size());
}

std::vector<std::string> keys_of(std::string_view object, std::size_t most) {
    std::vector<std::string> result;
    json_cursor cursor(object);
    for (bool more = cursor.skip('{'); more && result.size() < most; more = cursor.skip(',')) {
        if (std::optional<std::string> key = text_of(cursor.take_value())) {
            result.push_back(std::move(*key));
        }
        cursor.skip(':');
        cursor.take_value();
    }
    return result;
}

std::optional<std::string_view> body_values::find(const field_location& place, std::size_t node) {
    if (place.table == nullptr || node == 0) {
        return json_cursor(body_).take_value();
    }
    const bool is_in_list = place.table[node].item != 0;
    const std::pair<std::size_t, std::size_t> key(node, is_in_list ? place.item : 0);
    const auto known = found_.find(key);
    if (known != found_.end()) {
        return known->second;
    }
    const std::optional<std::string_view> around = find(place, place.table[node].parent);
    const std::optional<std::string_view> result =
        around ? find_in(*around, place, node) : std::nullopt;
    found_.emplace(key, result);
    return result;
}

std::optional<std::string_view>
body_values::find_in(std::string_view around, const field_location& place, std::size_t node) {
    const blueprint::node& here = place.table[node];
    if (!here.is_item) {
        return find_member(around, here.name);
    }
    auto list = items_.find(node);
    if (list == items_.end()) {
        list = items_.emplace(node, items_of(around)).first;
    }
    return place.item < list->second.size() ? std::optional(list->second[place.item])
                                            : std::nullopt;
}

std::string describe(std::string_view value) {
    if (value.starts_with('{')) {
        return "an object";
    }
    if (value.starts_with('[')) {
        return "a list";
    }
    if (value.starts_with('"')) {
        return describe_string(value);
    }
    return tool::beginning(value, most_characters) +
           (value.size() > most_characters ? " of " + std::to_string(value.size()) + " characters"
                                           : "");
}

} // namespace flaghook::diagnosis
