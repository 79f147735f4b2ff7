/// @file
/// What can be wrong with a payload, and where.
#ifndef FLAGHOOK_JSON_ISSUE_HPP
#define FLAGHOOK_JSON_ISSUE_HPP

#include <flaghook/blueprint/issue_code.hpp>
#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/server/message.hpp>
#include <flaghook/version.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/throw_exception.hpp>

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// A place in a payload: a node of a protocol version and, inside of a list, the item.
///
/// Twenty-four bytes, trivially copyable; the text is made on demand.
struct field_location {
    /// The document's table (`blueprint::nodes`), which lives forever; none where what is wrong is
    /// no field of a document, as of `span_flags`.
    const blueprint::node* table = nullptr;
    /// Index in the table; 0 is the payload as a whole.
    std::size_t node = 0;
    /// Which item, from 0, where the node lies in a list.
    std::size_t item = 0;

    /// The path in the payload, such as `data[3].created_by.id`; empty for the payload as a whole.
    [[nodiscard]] std::string to_string() const {
        std::string result;
        if (table != nullptr) {
            append_to(result, node);
        }
        return result;
    }

    /// The field at the place, as it is declared; an object without a name where there is no table.
    [[nodiscard]] constexpr blueprint::node declaration() const noexcept {
        return table != nullptr ? table[node] : blueprint::node{};
    }

    /// Whether the place is an object.
    [[nodiscard]] constexpr bool is_object() const noexcept {
        return table != nullptr && blueprint::is_object_node(table, node);
    }

    /// Whether the place is before the other in the server's order: by field in documented order,
    /// and inside of a list by item first.
    /// @pre both are of the same table
    [[nodiscard]] friend bool operator<(const field_location& left,
                                        const field_location& right) noexcept {
        const bool same_list = left.table != nullptr && left.table[left.node].item != 0 &&
                               left.table[left.node].item == right.table[right.node].item;
        if (same_list && left.item != right.item) {
            return left.item < right.item;
        }
        return left.node < right.node;
    }

    friend bool operator==(const field_location&, const field_location&) = default;

private:
    void append_to(std::string& out, std::size_t index) const {
        if (index == 0) {
            return;
        }
        const blueprint::node& here = table[index];
        append_to(out, here.parent);
        if (here.is_item) {
            out += '[';
            out += std::to_string(item);
            out += ']';
            return;
        }
        if (!out.empty()) {
            out += '.';
        }
        out += here.name;
    }
};

/// One reason why a payload is refused: a place, a code, and the message that the server would
/// print.
class issue {
public:
    /// @param detail the part of the message that depends on the value: the text that is no choice,
    /// the Python type of the value, the surrogate in hex, the number of a limit (of `max_length`
    /// only where it is not the field's own), or a whole sentence for malformed JSON and for text
    /// or an integer that its field does not take
    issue(field_location where, issue_code code, std::string detail = {})
        : location_(where), code_(code), detail_(std::move(detail)) {}

    /// For a document without a table.
    /// @param path such as `data[3].createdAt`; empty for the document as a whole
    /// @param message the whole message; may be empty for a code that always has the same one
    issue(std::string path, issue_code code, std::string message = {})
        : code_(code), detail_(std::move(message)), path_(std::move(path)) {}

    /// Where; a place without a table where `path()` is all that there is.
    [[nodiscard]] const field_location& location() const noexcept { return location_; }

    /// Where, as text: `data[3].created_by.id`; empty for the payload as a whole.
    [[nodiscard]] std::string path() const { return path_ ? *path_ : location_.to_string(); }

    /// Why.
    [[nodiscard]] issue_code code() const noexcept { return code_; }

    /// The part of the message that depends on the value.
    [[nodiscard]] const std::string& detail() const noexcept { return detail_; }

    /// The server's message; for this library's own codes, one in the same manner.
    [[nodiscard]] std::string message() const {
        if (path_ && !detail_.empty()) {
            return detail_;
        }
        switch (code_) {
        case issue_code::required:
            return "This field is required.";
        case issue_code::null:
            return path().empty() ? "No data provided" : "This field may not be null.";
        case issue_code::invalid:
            return invalid_message();
        case issue_code::not_a_list:
            return server::detail::message::not_a_list(detail_);
        case issue_code::invalid_choice:
            return server::detail::message::invalid_choice(detail_);
        case issue_code::blank:
            return "This field may not be blank.";
        case issue_code::max_length:
            return "Ensure this field has no more than " +
                   (detail_.empty() ? std::to_string(location_.declaration().max_length)
                                    : detail_) +
                   " characters.";
        case issue_code::min_length:
            return "Ensure this field has at least " + detail_ + " characters.";
        case issue_code::null_characters_not_allowed:
            return "Null characters are not allowed.";
        case issue_code::surrogate_characters_not_allowed:
            return "Surrogate characters are not allowed: U+" + detail_ + ".";
        case issue_code::max_string_length:
            return "String value too large.";
        case issue_code::overflow:
            return "Datetime value out of range.";
        case issue_code::parse_error:
            return "JSON parse error - " + detail_;
        case issue_code::out_of_range:
            return "Ensure this value is between -9223372036854775808 and 18446744073709551615.";
        case issue_code::invalid_utf8:
            return "Text must be valid UTF-8.";
        case issue_code::too_large:
            return "The body is larger than the limit of " + detail_ + " bytes.";
        case issue_code::too_deep:
            return "The body is nested deeper than the limit of " + detail_ + " levels.";
        case issue_code::too_many_items:
            return "The payload has more than the limit of " + detail_ + " items.";
        case issue_code::unsupported_media_type:
            return "Unsupported media type \"" + detail_ + "\" in request.";
        case issue_code::not_signed:
            return "The request could not be signed: " + detail_;
        case issue_code::more_issues:
            return detail_ + " more issues are not shown.";
        }
        return {};
    }

private:
    /// For a value of another type or form. Of an object the detail is the value's type.
    [[nodiscard]] std::string invalid_message() const {
        if (location_.is_object()) {
            return server::detail::message::not_an_object(detail_);
        }
        return detail_.empty() ? std::string(location_.declaration().invalid_message) : detail_;
    }

    field_location location_;
    issue_code code_;
    std::string detail_;
    std::optional<std::string> path_{};
};

/// What `value()` of a `boost::system::result` throws that has issues in place of a value: a
/// `std::runtime_error` with the place and the message of the first one. For Boost to find; a
/// caller who wants the issues asks for `error()`.
[[noreturn]] inline void throw_exception_from_error(const std::vector<issue>& issues,
                                                    const boost::source_location& where) {
    std::string words;
    if (!issues.empty()) {
        words = issues.front().path();
        words += words.empty() ? "" : ": ";
        words += issues.front().message();
    }
    boost::throw_exception(std::runtime_error(words), where);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
