/// @file
/// Reasons for refusing a payload, and their locations.
#ifndef FLAGHOOK_JSON_ISSUE_HPP
#define FLAGHOOK_JSON_ISSUE_HPP

#include <flaghook/blueprint/issue_code.hpp>
#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/server/message.hpp>
#include <flaghook/version.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// A location in a payload: a node of a protocol version and, for a node inside a list, the index
/// of the item.
///
/// The type is trivially copyable, and equal locations of one table compare equal.
/// @par Example
/// @snippet parsing.cpp location
struct field_location {
    /// The nodes of the document (`blueprint::nodes`), which have static storage duration. Null if
    /// the document declares no fields, as for `span_flags` and the audit log.
    const blueprint::node* table = nullptr;
    /// The index of the node in `table`; 0 for the payload as a whole.
    std::size_t node = 0;
    /// The index of the item, from 0, if the node is inside a list; otherwise 0.
    std::size_t item = 0;

    /// Returns the path in the payload.
    /// @return such as `data[3].created_by.id`; empty for the payload as a whole, and if `table` is
    /// null
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in the length of the path.
    /// @par Grammar
    /// @code{.unparsed}
    /// path    = [ name *( "." name / "[" index "]" ) ]
    /// name    = <the name of a field>
    /// index   = 1*DIGIT                ; the item of a list, from 0
    /// @endcode
    [[nodiscard]] std::string to_string() const {
        std::string result;
        if (table != nullptr) {
            append_to(result, node);
        }
        return result;
    }

    /// Returns the declaration of the field: its name, documented type and limits.
    /// @return a node with the default of each member if `table` is null
    [[nodiscard]] constexpr blueprint::node declaration() const noexcept {
        return table != nullptr ? table[node] : blueprint::node{};
    }

    /// Checks whether an object is declared at the location.
    /// @return false if `table` is null
    [[nodiscard]] constexpr bool is_object() const noexcept {
        return table != nullptr && blueprint::is_object_node(table, node);
    }

    /// Checks whether `left` is before `right` in the order of the server's answer. The order is
    /// that of the documented fields; inside a list, the index of the item is compared first.
    /// @pre `left.table == right.table`
    [[nodiscard]] friend bool operator<(const field_location& left,
                                        const field_location& right) noexcept {
        const bool same_list = left.table != nullptr && left.table[left.node].item != 0 &&
                               left.table[left.node].item == right.table[right.node].item;
        if (same_list && left.item != right.item) {
            return left.item < right.item;
        }
        return left.node < right.node;
    }

    /// Checks whether two locations have the same table, node and item.
    friend bool operator==(const field_location&, const field_location&) = default;

private:
    void append_to(std::string& out, std::size_t index) const {
        if (index == 0) {
            return;
        }
        const blueprint::node& field = table[index];
        append_to(out, field.parent);
        if (field.is_item) {
            out += '[';
            out += std::to_string(item);
            out += ']';
            return;
        }
        if (!out.empty()) {
            out += '.';
        }
        out += field.name;
    }
};

/// One reason for refusing a document: a location, a code and the server's message.
/// @par Example
/// @snippet parsing.cpp refusal
/// @see `refusal`, `deviation`
class issue {
public:
    /// Creates an issue of a document whose version declares its fields. Does not throw.
    /// @param where the location of the value
    /// @param code the reason
    /// @param detail the part of the message that depends on the value:
    ///
    /// | code | detail |
    /// |---|---|
    /// | `invalid_choice` | the text of the value |
    /// | `not_a_list`, and `invalid` for an object | the Python type of the value, such as `str` |
    /// | `invalid` for another field | the whole message; empty for the declared message |
    /// | `surrogate_characters_not_allowed` | the code point in hexadecimal, such as `D800` |
    /// | `min_length`, `too_large`, `too_deep`, `too_many_items` | the limit |
    /// | `max_length` | the limit; empty for the limit of the field |
    /// | `more_issues` | the number of issues that were left out |
    /// | `parse_error`, `not_signed` | the cause, in words |
    /// | `unsupported_media_type` | the media type |
    /// | other codes | empty |
    issue(field_location where, issue_code code, std::string detail = {})
        : location_(where), code_(code), detail_(std::move(detail)) {}

    /// Creates an issue of a document that declares no fields. Does not throw.
    /// @param path such as `data[3].createdAt`; empty for the document as a whole
    /// @param code the reason
    /// @param message the whole message; may be empty for a code whose message is always the same
    issue(std::string path, issue_code code, std::string message = {})
        : code_(code), detail_(std::move(message)), path_(std::move(path)) {}

    /// Returns the location of the value. Its table is null if the document declares no fields;
    /// then only `path()` has the location.
    [[nodiscard]] const field_location& location() const noexcept { return location_; }

    /// Returns the path of the value.
    /// @return such as `data[3].created_by.id`; empty for the document as a whole
    /// @throws std::bad_alloc only
    /// @see `field_location::to_string`
    [[nodiscard]] std::string path() const { return path_ ? *path_ : location_.to_string(); }

    /// Returns the reason.
    [[nodiscard]] issue_code code() const noexcept { return code_; }

    /// Returns the part of the message that depends on the value, or the whole message of an issue
    /// that was created from a path. It may be empty.
    [[nodiscard]] const std::string& detail() const noexcept { return detail_; }

    /// Returns the message that the server answers, in English. Codes that only this library has
    /// get a message of the same style.
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `detail().size()`.
    /// @par Source
    /// `default_error_messages` in
    /// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py
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
        case issue_code::repeated_change_id:
            return "An earlier change of this payload has the same change_id.";
        case issue_code::not_signed:
            return "The request could not be signed: " + detail_;
        case issue_code::more_issues:
            return detail_ + " more issues are not shown.";
        }
        return {};
    }

    /// Compares the locations, the codes and the details.
    friend bool operator==(const issue&, const issue&) = default;

private:
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

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
