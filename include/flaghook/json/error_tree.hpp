/// @file
/// The error tree: the server's answer to a payload with invalid fields.
#ifndef FLAGHOOK_JSON_ERROR_TREE_HPP
#define FLAGHOOK_JSON_ERROR_TREE_HPP

#include <flaghook/enumeration.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/write_text.hpp>
#include <flaghook/version.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace flaghook::inline FLAGHOOK_ABI {

/// The notation for the errors of a list's items, which depends on the server's release of Django
/// REST framework.
/// @par Grammar
/// @code{.unparsed}
/// list         = "[" [ entry *( "," entry ) ] "]"       ; one entry for each item
/// entry        = "{}" / errors                          ; "{}" for a valid item
/// index_keyed  = "{" member *( "," member ) "}"         ; one member for each invalid item
/// member       = DQUOTE 1*DIGIT DQUOTE ":" errors       ; the index of the item, from 0
/// errors       = <the error tree of the item, or a list of messages>
/// @endcode
enum class tree_form : std::uint8_t {
    list,       ///< an array with one entry per item: Django REST framework up to 3.17
    index_keyed ///< an object with the indexes of the invalid items as keys: 3.18 and later
};

/// The names of the enumerators.
template <>
inline constexpr auto enumerators<tree_form> = std::to_array<enumerator<tree_form>>({
    {tree_form::list, "list"},
    {tree_form::index_keyed, "index_keyed"},
});

namespace json::detail {

/// Writes the error tree of sorted issues, node by node.
class error_tree_writer {
public:
    error_tree_writer(std::string& out, const blueprint::node* table, std::size_t item_count,
                      tree_form form) noexcept
        : out_(out), table_(table), item_count_(item_count), form_(form) {}

    /// Writes the errors of a node.
    /// @param issues those of the node and of the nodes inside it, in order
    void write(std::size_t index, std::span<const issue> issues) {
        std::size_t own = 0;
        while (own < issues.size() && issues[own].location().node == index) {
            ++own;
        }
        const bool is_list = blueprint::is_list_node(table_, index);
        const bool is_nested = is_list || blueprint::is_object_node(table_, index);
        // A missing or null field has a list of messages, even if an object or a list is declared.
        const bool absent = own > 0 && index != 0 &&
                            (issues.front().code() == issue_code::null ||
                             issues.front().code() == issue_code::required);
        if (!is_nested || absent) {
            write_messages(issues.first(own));
        } else if (own == 0 && is_list) {
            write_items(index, issues);
        } else {
            write_object(index, issues.first(own), issues.subspan(own));
        }
    }

private:
    void write_messages(std::span<const issue> issues) {
        out_ += '[';
        const char* separator = "";
        for (const issue& one : issues) {
            out_ += separator;
            append_string(out_, one.message(), separators::escaped);
            separator = ",";
        }
        out_ += ']';
    }

    void write_object(std::size_t index, std::span<const issue> own, std::span<const issue> inner) {
        out_ += '{';
        const char* separator = "";
        if (!own.empty()) {
            out_ += "\"non_field_errors\":";
            write_messages(own);
            separator = ",";
        }
        for (std::size_t child = index + 1; child < table_[index].end; child = table_[child].end) {
            std::size_t count = 0;
            while (count < inner.size() && inner[count].location().node < table_[child].end) {
                ++count;
            }
            if (count == 0) {
                continue;
            }
            out_ += separator;
            append_string(out_, table_[child].name);
            out_ += ':';
            write(child, inner.first(count));
            inner = inner.subspan(count);
            separator = ",";
        }
        out_ += '}';
    }

    void write_items(std::size_t index, std::span<const issue> issues) {
        const bool keyed = form_ == tree_form::index_keyed;
        out_ += keyed ? '{' : '[';
        std::size_t written = 0;
        const auto write_good_ones = [&](std::size_t up_to) {
            for (; written < up_to; ++written) {
                out_ += written == 0 ? "{}" : ",{}";
            }
        };
        const char* separator = "";
        while (!issues.empty()) {
            const std::size_t item = issues.front().location().item;
            std::size_t count = 0;
            while (count < issues.size() && issues[count].location().item == item) {
                ++count;
            }
            if (keyed) {
                out_ += separator;
                append_string(out_, std::to_string(item));
                out_ += ':';
                separator = ",";
            } else {
                write_good_ones(item);
                out_ += written++ == 0 ? "" : ",";
            }
            write(index + 1, issues.first(count));
            issues = issues.subspan(count);
        }
        if (!keyed) {
            write_good_ones(item_count_);
        }
        out_ += keyed ? '}' : ']';
    }

    std::string& out_;
    const blueprint::node* table_;
    std::size_t item_count_;
    tree_form form_;
};

/// Writes the error tree of issues without a table, for an object whose fields are scalars.
/// @param issues grouped by field
inline void append_flat_tree(std::string& out, std::span<const issue> issues) {
    char separator = '{';
    while (!issues.empty()) {
        const std::string path = issues.front().path();
        out += std::exchange(separator, ',');
        append_string(out, path.empty() ? std::string_view("non_field_errors") : path);
        out += ':';
        char bracket = '[';
        for (; !issues.empty() && issues.front().path() == path; issues = issues.subspan(1)) {
            out += std::exchange(bracket, ',');
            append_string(out, issues.front().message(), separators::escaped);
        }
        out += ']';
    }
    out += '}';
}

} // namespace json::detail

/// Writes issues as the error tree that Django REST framework answers.
///
/// The tree has the shape of the payload. Each invalid field has a list of messages. Messages about
/// an object or a list as a whole are under the key `non_field_errors`.
/// @param issues the issues in the order of their locations
/// @param item_count the number of items in the payload's list; only used by `tree_form::list`
/// @param form the notation for the errors of a list's items
/// @return compact JSON in UTF-8, with U+2028 and U+2029 escaped; `{}` if there are no issues
/// @throws std::bad_alloc only
/// @pre The issues are sorted by `location()` and have the same table. If they have no table, those
/// with the same path are adjacent.
/// @par Complexity
/// Linear in the number of issues and the length of their messages; with `tree_form::list`, also in
/// `item_count`.
/// @par Source
/// https://www.django-rest-framework.org/api-guide/serializers/#validation
/// @par Example
/// @snippet parsing.cpp error_tree
/// @see `refusal::answer`, which also covers the other answers
[[nodiscard]] inline std::string serialize_error_tree(std::span<const issue> issues,
                                                      std::size_t item_count,
                                                      tree_form form = tree_form::list) {
    if (issues.empty()) {
        return "{}";
    }
    std::string result;
    // Enough for most items with an error; longer ones make the text grow.
    constexpr std::size_t usual_size = 64;
    result.reserve(issues.size() * usual_size);
    if (issues.front().location().table == nullptr) {
        json::detail::append_flat_tree(result, issues);
        return result;
    }
    json::detail::error_tree_writer(result, issues.front().location().table, item_count, form)
        .write(0, issues);
    return result;
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
