/// @file
/// What a server's answer complains of.
#ifndef FLAGHOOK_JSON_COMPLAINT_HPP
#define FLAGHOOK_JSON_COMPLAINT_HPP

#include <flaghook/json/reader.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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

namespace json {

/// Collects the messages of an error tree of any shape that Django REST framework renders: objects
/// by field, lists by item or, from 3.18 on, objects by index, lists of messages at the leaves.
class complaint_collector {
public:
    /// @param most_path_bytes how many bytes the paths of all complaints may have together
    complaint_collector(std::vector<complaint>& out, std::size_t most_path_bytes) noexcept
        : out_(out), most_path_bytes_(most_path_bytes) {}

    /// Whether the root was an object.
    [[nodiscard]] bool has_object_root() const noexcept { return has_object_root_; }

    /// @name Events
    /// @{
    void on_begin() noexcept {
        out_.clear();
        levels_.clear();
        path_.clear();
        path_bytes_ = 0;
        has_object_root_ = false;
    }
    [[nodiscard]] static bool wants_text() noexcept { return true; }
    bool on_object_begin() {
        has_object_root_ = has_object_root_ || levels_.empty();
        return begin(false);
    }
    bool on_array_begin() { return begin(true); }
    bool on_object_end() { return end(); }
    bool on_array_end() { return end(); }
    bool on_key(std::string_view key) {
        path_.resize(levels_.back().path_size);
        if (key == "non_field_errors") {
            return true;
        }
        if (!key.empty() && std::all_of(key.begin(), key.end(),
                                        [](char byte) { return byte >= '0' && byte <= '9'; })) {
            add_index(key);
        } else {
            path_ += path_.empty() ? "" : ".";
            path_ += printable(key);
        }
        return true;
    }
    bool on_string(std::string_view text) {
        if (levels_.empty() || !levels_.back().may_have(content::messages)) {
            return false;
        }
        path_bytes_ += path_.size();
        if (path_bytes_ > most_path_bytes_) {
            return false;
        }
        out_.push_back({path_, printable(text)});
        return true;
    }
    // Messages are text; with anything else the answer is no error tree.
    [[nodiscard]] static bool on_null() noexcept { return false; }
    [[nodiscard]] static bool on_bool(bool) noexcept { return false; }
    [[nodiscard]] static bool on_number(std::string_view) noexcept { return false; }
    /// @}

private:
    /// What a list holds: messages, or entries for items.
    enum class content : std::uint8_t { unknown, messages, items };

    struct level {
        bool is_list;
        std::size_t path_size;
        content holds = content::unknown;
        std::size_t next_item = 0;

        /// Notes what the list holds; an object or a mixed list may not have it.
        [[nodiscard]] bool may_have(content kind) noexcept {
            if (!is_list || (holds != content::unknown && holds != kind)) {
                return false;
            }
            holds = kind;
            return true;
        }
    };

    bool begin(bool is_list) {
        if (!levels_.empty() && levels_.back().is_list) {
            level& outer = levels_.back();
            if (!outer.may_have(content::items)) {
                return false;
            }
            path_.resize(outer.path_size);
            add_index(std::to_string(outer.next_item++));
        }
        levels_.push_back({is_list, path_.size()});
        return true;
    }

    bool end() {
        path_.resize(levels_.back().path_size);
        levels_.pop_back();
        return true;
    }

    void add_index(std::string_view digits) {
        path_ += '[';
        path_ += digits;
        path_ += ']';
    }

    /// The text with each lone surrogate, which UTF-8 has no form for, replaced by U+FFFD.
    [[nodiscard]] static std::string printable(std::string_view text) {
        std::string result;
        for (std::size_t position = 0; position < text.size();) {
            const auto [point, width] = server::decode(text, position);
            if (server::is_surrogate(point)) {
                result += "\xEF\xBF\xBD";
            } else {
                result.append(text, position, width);
            }
            position += width;
        }
        return result;
    }

    std::vector<complaint>& out_;
    std::vector<level> levels_;
    std::string path_;
    std::size_t path_bytes_ = 0;
    std::size_t most_path_bytes_;
    bool has_object_root_ = false;
};

/// Keeps the text of the member `detail` of an object.
class detail_reader {
public:
    /// The text, if the root was an object with such a member.
    [[nodiscard]] const std::optional<std::string>& detail() const noexcept { return detail_; }

    /// @name Events
    /// @{
    void on_begin() noexcept {
        detail_.reset();
        levels_ = 0;
        at_detail_ = false;
    }
    [[nodiscard]] static bool wants_text() noexcept { return true; }
    bool on_object_begin() noexcept { return begin(); }
    bool on_array_begin() noexcept { return levels_ != 0 && begin(); }
    bool on_object_end() noexcept { return end(); }
    bool on_array_end() noexcept { return end(); }
    bool on_key(std::string_view key) noexcept {
        at_detail_ = levels_ == 1 && key == "detail";
        return true;
    }
    bool on_string(std::string_view text) {
        if (at_detail_ && levels_ == 1) {
            detail_ = std::string(text);
        }
        return levels_ != 0;
    }
    [[nodiscard]] bool on_null() const noexcept { return levels_ != 0; }
    [[nodiscard]] bool on_bool(bool) const noexcept { return levels_ != 0; }
    [[nodiscard]] bool on_number(std::string_view) const noexcept { return levels_ != 0; }
    /// @}

private:
    bool begin() noexcept {
        ++levels_;
        return true;
    }
    bool end() noexcept {
        --levels_;
        return true;
    }

    std::optional<std::string> detail_;
    std::size_t levels_ = 0;
    bool at_detail_ = false;
};

/// An error tree has four levels, the deepest of newer servers perhaps a few more.
inline constexpr std::size_t max_answer_depth = 32;

/// How much longer than an error tree the paths of its messages may be, all together. Sentry's
/// messages are longer than their paths.
inline constexpr std::size_t most_path_bytes_a_byte = 16;

/// The complaints of an error tree; none for anything else, and none for one in which a long path
/// has so many messages that the complaints would take many times the answer's memory.
template <class Collector = complaint_collector>
[[nodiscard]] std::vector<complaint> read_error_tree(std::string_view body) {
    std::vector<complaint> result;
    Collector collector(result, most_path_bytes_a_byte * body.size());
    std::string scratch;
    const read_result how = read(body, collector, scratch, max_answer_depth);
    if (how.status != read_status::complete || how.cut != 0 || !collector.has_object_root()) {
        result.clear();
    }
    return result;
}

/// The detail of an answer to malformed JSON.
template <class Reader = detail_reader>
[[nodiscard]] std::optional<std::string> read_detail(std::string_view body) {
    Reader reader;
    std::string scratch;
    const read_result how = read(body, reader, scratch, max_answer_depth);
    if (how.status != read_status::complete || how.cut != 0) {
        return std::nullopt;
    }
    std::optional<std::string> result = reader.detail();
    if (result && !server::is_utf8(*result)) {
        return std::nullopt;
    }
    return result;
}

} // namespace json

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
