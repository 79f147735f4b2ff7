/// @file
/// The errors in a server's answer.
#ifndef FLAGHOOK_DOCUMENT_COMPLAINT_HPP
#define FLAGHOOK_DOCUMENT_COMPLAINT_HPP

#include <flaghook/version.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/parse_options.hpp>
#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// One error in a server's answer: the path of a field, and the server's message.
/// @par Example
/// @snippet delivery.cpp delivery
/// @see `parse_delivery`
struct complaint {
    /// The path of the field, such as `data[3].flag`; empty for the payload as a whole.
    std::string path;
    /// The message, in valid UTF-8. Its wording depends on the release of the server.
    std::string message;

    /// Checks whether two complaints have the same path and message.
    friend bool operator==(const complaint&, const complaint&) = default;
};

namespace document::detail {

/// Maximum size of an answer, in bytes; enough for an error tree of 100,000 items.
inline constexpr std::size_t max_answer_size = std::size_t{16} << 20U;

/// Maximum nesting depth of an answer. An error tree has four levels; newer servers may have more.
inline constexpr std::size_t max_answer_depth = 32;

/// Maximum total size of all paths, as a multiple of the size of the error tree. In Sentry's
/// answers, messages are longer than their paths.
inline constexpr std::size_t max_path_factor = 16;

/// Parses an answer; returns nothing for malformed JSON, and if a limit is exceeded.
[[nodiscard]] inline std::optional<boost::json::value> parse_answer(std::string_view body) {
    if (body.size() > max_answer_size) {
        return std::nullopt;
    }
    boost::json::parse_options options;
    options.max_depth = max_answer_depth;
    boost::system::error_code error;
    boost::json::value value =
        boost::json::parse({body.data(), body.size()}, error, boost::json::storage_ptr(), options);
    return error ? std::nullopt : std::optional(std::move(value));
}

[[nodiscard]] inline std::string text_of(const boost::json::value& string) {
    const boost::json::string& text = string.get_string();
    return {text.data(), text.size()};
}

/// Collects the messages of an error tree.
class tree_walker {
public:
    /// @param max_path_bytes maximum total size of the paths of all complaints
    tree_walker(std::vector<complaint>& out, std::size_t max_path_bytes) noexcept
        : out_(out), path_bytes_left_(max_path_bytes) {}

    /// @return whether the value has the form of an error tree
    [[nodiscard]] bool walk(const boost::json::value& value) {
        if (value.is_object()) {
            return walk_object(value.get_object());
        }
        return value.is_array() && walk_list(value.get_array());
    }

private:
    // All functions use one path, which grows and shrinks. A copy of a long path for each member
    // would take quadratic time.

    [[nodiscard]] bool walk_object(const boost::json::object& object) {
        const std::size_t path_size = path_.size();
        return std::all_of(object.begin(), object.end(), [&](const auto& member) {
            append_key({member.key().data(), member.key().size()});
            const bool good = walk(member.value());
            path_.resize(path_size);
            return good;
        });
    }

    /// A list holds either messages or entries for items.
    [[nodiscard]] bool walk_list(const boost::json::array& list) {
        if (!list.empty() && list.front().is_string()) {
            return std::all_of(list.begin(), list.end(), [this](const boost::json::value& item) {
                return item.is_string() && add(text_of(item));
            });
        }
        const std::size_t path_size = path_.size();
        std::size_t index = 0;
        return std::all_of(list.begin(), list.end(), [&](const boost::json::value& item) {
            append_index(std::to_string(index++));
            const bool good = walk(item);
            path_.resize(path_size);
            return good;
        });
    }

    [[nodiscard]] bool add(std::string message) {
        if (path_.size() > path_bytes_left_) {
            return false;
        }
        path_bytes_left_ -= path_.size();
        out_.push_back({path_, std::move(message)});
        return true;
    }

    void append_key(std::string_view key) {
        if (key == "non_field_errors") {
            return;
        }
        if (!key.empty() && key.find_first_not_of("0123456789") == std::string_view::npos) {
            append_index(key);
        } else {
            path_ += path_.empty() ? "" : ".";
            path_ += key;
        }
    }

    void append_index(std::string_view digits) {
        path_ += '[';
        path_ += digits;
        path_ += ']';
    }

    std::vector<complaint>& out_;
    std::size_t path_bytes_left_;
    std::string path_;
};

/// Returns the complaints of an error tree.
/// @param size the size of its text, in bytes
[[nodiscard]] inline std::vector<complaint> collect_complaints(const boost::json::value& answer,
                                                               std::size_t size) {
    std::vector<complaint> result;
    tree_walker walker(result, max_path_factor * size);
    if (!answer.is_object() || !walker.walk(answer)) {
        result.clear();
    }
    return result;
}

/// Returns the text of an object's member `detail`.
[[nodiscard]] inline std::optional<std::string> member_detail(const boost::json::value& answer) {
    const boost::json::object* const object = answer.if_object();
    const boost::json::value* const text =
        object != nullptr ? object->if_contains("detail") : nullptr;
    return text != nullptr && text->is_string() ? std::optional(text_of(*text)) : std::nullopt;
}

/// Parses an error tree in any form of Django REST framework: objects by field, lists by item (from
/// 3.18, objects by index), and lists of messages. Returns nothing for other text, and if the paths
/// would take many times the memory of the answer.
[[nodiscard]] inline std::vector<complaint> parse_error_tree(std::string_view body) {
    const std::optional<boost::json::value> answer = parse_answer(body);
    return answer ? collect_complaints(*answer, body.size()) : std::vector<complaint>();
}

/// Parses the detail of an answer to malformed JSON.
[[nodiscard]] inline std::optional<std::string> parse_detail(std::string_view body) {
    const std::optional<boost::json::value> answer = parse_answer(body);
    return answer ? member_detail(*answer) : std::nullopt;
}

} // namespace document::detail

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
