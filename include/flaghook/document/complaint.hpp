/// @file
/// What a server's answer complains of.
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

/// Something that the server complained of.
struct complaint {
    /// Where: `data[3].flag`; empty for the payload as a whole.
    std::string path;
    /// The server's message, in valid UTF-8.
    std::string message;

    friend bool operator==(const complaint&, const complaint&) = default;
};

namespace document::detail {

/// The most bytes of an answer that is read: room for an error tree of 100,000 items.
inline constexpr std::size_t max_answer_size = std::size_t{16} << 20U;

/// An error tree has four levels, the deepest of newer servers perhaps a few more.
inline constexpr std::size_t max_answer_depth = 32;

/// How much longer than an error tree the paths of its messages may be, all together. Sentry's
/// messages are longer than their paths.
inline constexpr std::size_t most_path_bytes_a_byte = 16;

/// The value of an answer; nothing for what is no JSON, or larger or deeper than any answer.
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
    /// @param most_path_bytes how many bytes the paths of all complaints may have together
    tree_walker(std::vector<complaint>& out, std::size_t most_path_bytes) noexcept
        : out_(out), path_bytes_left_(most_path_bytes) {}

    /// @return whether the value has the form of an error tree
    [[nodiscard]] bool walk(const boost::json::value& value) {
        if (value.is_object()) {
            return walk_object(value.get_object());
        }
        return value.is_array() && walk_list(value.get_array());
    }

private:
    // The path is one text that grows and shrinks: copied for each member, a long one would make
    // reading take quadratic time.

    [[nodiscard]] bool walk_object(const boost::json::object& object) {
        const std::size_t here = path_.size();
        return std::all_of(object.begin(), object.end(), [&](const auto& member) {
            append_key({member.key().data(), member.key().size()});
            const bool good = walk(member.value());
            path_.resize(here);
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
        const std::size_t here = path_.size();
        std::size_t index = 0;
        return std::all_of(list.begin(), list.end(), [&](const boost::json::value& item) {
            append_index(std::to_string(index++));
            const bool good = walk(item);
            path_.resize(here);
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

/// The complaints of an error tree that was parsed from so many bytes.
[[nodiscard]] inline std::vector<complaint> collect_complaints(const boost::json::value& answer,
                                                               std::size_t size) {
    std::vector<complaint> result;
    tree_walker walker(result, most_path_bytes_a_byte * size);
    if (!answer.is_object() || !walker.walk(answer)) {
        result.clear();
    }
    return result;
}

/// The text of the member `detail` of an object.
[[nodiscard]] inline std::optional<std::string> member_detail(const boost::json::value& answer) {
    const boost::json::object* const object = answer.if_object();
    const boost::json::value* const text =
        object != nullptr ? object->if_contains("detail") : nullptr;
    return text != nullptr && text->is_string() ? std::optional(text_of(*text)) : std::nullopt;
}

/// The complaints of an error tree of any shape that Django REST framework renders: objects by
/// field, lists by item or, from 3.18 on, objects by index, lists of messages at the leaves. None
/// for anything else, and none for one in which a long path has so many messages that the
/// complaints would take many times the answer's memory.
[[nodiscard]] inline std::vector<complaint> parse_error_tree(std::string_view body) {
    const std::optional<boost::json::value> answer = parse_answer(body);
    return answer ? collect_complaints(*answer, body.size()) : std::vector<complaint>();
}

/// The detail of an answer to malformed JSON.
[[nodiscard]] inline std::optional<std::string> parse_detail(std::string_view body) {
    const std::optional<boost::json::value> answer = parse_answer(body);
    return answer ? member_detail(*answer) : std::nullopt;
}

} // namespace document::detail

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
