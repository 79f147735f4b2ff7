/// @file
/// Objects whose members nobody declares.
#ifndef FLAGHOOK_JSON_FREE_OBJECT_HPP
#define FLAGHOOK_JSON_FREE_OBJECT_HPP

#include <flaghook/json/reader.hpp>
#include <flaghook/json/write_text.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI::json {

/// A member of an object whose members nobody declares.
struct free_member {
    /// The member's name, in UTF-8.
    std::string name{};
    /// Of a string its characters, in UTF-8; of any other value its JSON text without white space.
    std::string text{};
    /// Whether the value is a string.
    bool is_string = true;

    friend bool operator==(const free_member&, const free_member&) = default;
};

/// Builds, event by event, the members of an object. Of a member that comes again the last one
/// counts, as in Python and JavaScript.
/// @par Complexity
/// Linear in the object's text; n members take n log n comparisons of names.
class free_object_builder {
public:
    void on_null() { put("null"); }
    void on_bool(bool value) { put(value ? "true" : "false"); }
    void on_number(std::string_view literal) { put(literal); }

    void on_string(std::string_view text) {
        look_for_surrogates(text);
        if (levels_.size() == 1) {
            members_.back().text = text;
            members_.back().is_string = true;
            return;
        }
        separate();
        append_string(members_.back().text, text);
    }

    void on_key(std::string_view key) {
        look_for_surrogates(key);
        if (levels_.size() == 1) {
            members_.push_back({std::string(key), {}, false});
            return;
        }
        separate();
        append_string(members_.back().text, key);
        members_.back().text += ':';
        levels_.back().after_key = true;
    }

    void on_object_begin() { open('{'); }
    void on_array_begin() { open('['); }
    void on_object_end() { close('}'); }
    void on_array_end() { close(']'); }

    /// Forgets what was begun.
    void clear() noexcept {
        members_.clear();
        levels_.clear();
        surrogate_.reset();
    }

    /// The first surrogate in a name or a string, if there was one: UTF-8 has no form for it.
    [[nodiscard]] std::optional<char32_t> surrogate() const noexcept { return surrogate_; }

    /// The members, in the order in which they came; the builder is empty again.
    [[nodiscard]] std::vector<free_member> take() {
        drop_repeated();
        std::vector<free_member> result = std::move(members_);
        clear();
        return result;
    }

private:
    struct level {
        bool empty = true;
        bool after_key = false;
    };

    void look_for_surrogates(std::string_view text) noexcept {
        if (!surrogate_) {
            surrogate_ = server::first_surrogate(text);
        }
    }

    /// Writes the comma that goes before a value in an array, or before a key.
    void separate() {
        level& here = levels_.back();
        if (levels_.size() == 1 || std::exchange(here.after_key, false)) {
            return;
        }
        if (!std::exchange(here.empty, false)) {
            members_.back().text += ',';
        }
    }

    void put(std::string_view word) {
        separate();
        members_.back().text += word;
    }

    void open(char bracket) {
        // The outermost object is the one whose members are built.
        if (!levels_.empty()) {
            separate();
            members_.back().text += bracket;
        }
        levels_.emplace_back();
    }

    void close(char bracket) {
        levels_.pop_back();
        if (!levels_.empty()) {
            members_.back().text += bracket;
        }
    }

    void drop_repeated() {
        std::vector<std::size_t> order(members_.size());
        for (std::size_t index = 0; index < order.size(); ++index) {
            order[index] = index;
        }
        std::stable_sort(order.begin(), order.end(), [this](std::size_t left, std::size_t right) {
            return members_[left].name < members_[right].name;
        });
        std::vector<bool> dropped(members_.size());
        for (std::size_t index = 1; index < order.size(); ++index) {
            dropped[order[index - 1]] =
                members_[order[index - 1]].name == members_[order[index]].name;
        }
        std::size_t position = 0;
        std::erase_if(members_, [&](const free_member&) { return bool{dropped[position++]}; });
    }

    std::vector<free_member> members_;
    std::vector<level> levels_;
    std::optional<char32_t> surrogate_;
};

namespace detail {

/// Takes any value.
struct any_value {
    static void on_begin() noexcept {}
    static bool wants_text() noexcept { return false; }
    static bool on_null() noexcept { return true; }
    static bool on_bool(bool) noexcept { return true; }
    static bool on_number(std::string_view) noexcept { return true; }
    static bool on_string(std::string_view) noexcept { return true; }
    static bool on_key(std::string_view) noexcept { return true; }
    static bool on_object_begin() noexcept { return true; }
    static bool on_object_end() noexcept { return true; }
    static bool on_array_begin() noexcept { return true; }
    static bool on_array_end() noexcept { return true; }
};

} // namespace detail

/// Whether a text is one JSON value and nothing else. Linear.
template <class Handler = detail::any_value>
[[nodiscard]] bool is_json(std::string_view text) {
    Handler handler;
    std::string scratch;
    constexpr std::size_t max_depth = 512;
    const read_result result = read(text, handler, scratch, max_depth);
    return !text.empty() && result.status == read_status::complete && result.cut == 0;
}

} // namespace flaghook::inline FLAGHOOK_ABI::json

#endif
