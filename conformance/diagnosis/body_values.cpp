#include "diagnosis/body_values.hpp"

#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/server/text.hpp>

#include "tool/printable.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <utility>

namespace flaghook::diagnosis {

namespace {

/// How much of a value is shown.
constexpr std::size_t most_characters = 60;

/// Goes through JSON text, value by value, whatever its depth and however long its numbers. The
/// text is not checked: a parser has read it before.
class json_cursor {
public:
    explicit json_cursor(std::string_view text) noexcept : text_(text) {}

    /// Skips white space and a character, if it comes next.
    bool skip(char expected) noexcept {
        skip_space();
        const bool found = text_.substr(at_).starts_with(expected);
        at_ += found ? 1 : 0;
        return found;
    }

    /// Skips white space and takes the value that comes next, as it is written.
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

/// The last value of a key, if the text is an object that has it.
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

/// An item, if the text is a list that has it.
std::optional<std::string_view> find_item(std::string_view list, std::size_t index) {
    json_cursor cursor(list);
    std::size_t position = 0;
    for (bool more = cursor.skip('['); more; more = cursor.skip(',')) {
        const std::string_view value = cursor.take_value();
        if (position++ == index) {
            return value;
        }
    }
    return std::nullopt;
}

std::string describe_string(std::string_view string) {
    const std::optional<std::string> text = text_of(string);
    if (!text) {
        // As it is written, between its quotation marks.
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

std::optional<std::string_view> find_value(std::string_view body, const field_location& place,
                                           std::size_t node) {
    if (place.table == nullptr || node == 0) {
        return json_cursor(body).take_value();
    }
    const blueprint::node& here = place.table[node];
    const std::optional<std::string_view> around = find_value(body, place, here.parent);
    if (!around) {
        return std::nullopt;
    }
    return here.is_item ? find_item(*around, place.item) : find_member(*around, here.name);
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
