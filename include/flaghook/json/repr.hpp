/// @file
/// Python's text of a JSON object or array.
#ifndef FLAGHOOK_JSON_REPR_HPP
#define FLAGHOOK_JSON_REPR_HPP

#include <flaghook/server/number.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI::json {

/// Builds, event by event, what Python's `repr` writes for the `dict` or `list` that a JSON value
/// becomes: `{'a': [1, True, None]}`. A choice field echoes such a value in its message.
///
/// Of a repeated key a `dict` keeps the first place and the last value. The text is written as the
/// events come; where an object has repeated keys it is noted which parts of it stay, and `take`
/// puts them together once, however deep such objects are inside of each other.
/// @par Complexity
/// Linear in the value; an object with n keys takes n log n comparisons, and 32 bytes a key.
class repr_builder {
public:
    void on_null() { put("None"); }
    void on_bool(bool value) { put(value ? "True" : "False"); }

    void on_number(std::string_view literal) {
        begin_value();
        server::append_number_text(text_, literal);
        end_value();
    }

    void on_string(std::string_view text) {
        begin_value();
        server::append_repr(text_, text);
        end_value();
    }

    void on_array_begin() { open('[', false); }
    void on_object_begin() { open('{', true); }

    void on_key(std::string_view key) {
        separate();
        entries_.push_back({entries_.size(), text_.size(), 0, 0});
        server::append_repr(text_, key);
        entries_.back().key_end = text_.size();
        text_ += ": ";
    }

    void on_array_end() {
        text_ += ']';
        containers_.pop_back();
        end_value();
    }

    void on_object_end() {
        keep_last_values();
        text_ += '}';
        entries_.resize(containers_.back().first_entry);
        containers_.pop_back();
        end_value();
    }

    /// Forgets what was begun.
    void clear() noexcept {
        text_.clear();
        entries_.clear();
        containers_.clear();
        rewritten_.clear();
        kept_.clear();
    }

    /// The finished text; the builder is empty again.
    [[nodiscard]] std::string take() {
        std::string result;
        if (rewritten_.empty()) {
            result = std::move(text_);
        } else {
            std::sort(rewritten_.begin(), rewritten_.end(),
                      [](const object_text& left, const object_text& right) {
                          return left.place.begin < right.place.begin;
                      });
            append(result, {0, text_.size()});
        }
        clear();
        return result;
    }

private:
    /// A key and its value, as ranges of the text.
    struct entry {
        std::size_t order;
        std::size_t begin;
        std::size_t key_end;
        std::size_t end;
    };

    /// A part of the text.
    struct range {
        std::size_t begin;
        std::size_t end;
    };

    /// An object with repeated keys: where it is between its braces, and which of the kept ranges
    /// belong there.
    struct object_text {
        range place;
        std::size_t first_kept;
        std::size_t last_kept;
    };

    struct container {
        bool is_object;
        bool empty;
        std::size_t begin;
        std::size_t first_entry;
    };

    void put(std::string_view word) {
        begin_value();
        text_ += word;
        end_value();
    }

    void open(char bracket, bool is_object) {
        begin_value();
        text_ += bracket;
        containers_.push_back({is_object, true, text_.size(), entries_.size()});
    }

    void separate() {
        if (!std::exchange(containers_.back().empty, false)) {
            text_ += ", ";
        }
    }

    void begin_value() {
        if (!containers_.empty() && !containers_.back().is_object) {
            separate();
        }
    }

    void end_value() {
        if (!containers_.empty() && containers_.back().is_object) {
            entries_.back().end = text_.size();
        }
    }

    [[nodiscard]] std::string_view key(const entry& one) const noexcept {
        return std::string_view(text_).substr(one.begin, one.key_end - one.begin);
    }

    void keep_last_values() {
        const container& object = containers_.back();
        const auto first = entries_.begin() + static_cast<std::ptrdiff_t>(object.first_entry);
        // `repr` gives different keys different texts, so the texts stand for the keys.
        std::stable_sort(first, entries_.end(), [this](const entry& left, const entry& right) {
            return key(left) < key(right);
        });
        auto kept = first;
        for (auto group = first; group != entries_.end();) {
            const auto next = std::find_if(group, entries_.end(), [&](const entry& other) {
                return key(other) != key(*group);
            });
            entry last = *(next - 1);
            last.order = group->order;
            *kept++ = last;
            group = next;
        }
        if (kept == entries_.end()) {
            return;
        }
        std::sort(first, kept,
                  [](const entry& left, const entry& right) { return left.order < right.order; });
        const std::size_t first_kept = kept_.size();
        std::transform(first, kept, std::back_inserter(kept_), [](const entry& one) {
            return range{one.begin, one.end};
        });
        rewritten_.push_back({{object.begin, text_.size()}, first_kept, kept_.size()});
    }

    /// Appends a part of the text, with the objects in it rewritten. Each level of those takes
    /// stack, as it did when it was read.
    void append(std::string& out, range part) const {
        // Behind the beginning, where the first key of the object stands that the part is from.
        const auto stands_before = [](std::size_t place, const object_text& object) {
            return place < object.place.begin;
        };
        auto next =
            std::upper_bound(rewritten_.begin(), rewritten_.end(), part.begin, stands_before);
        while (next != rewritten_.end() && next->place.begin < part.end) {
            out.append(text_, part.begin, next->place.begin - part.begin);
            for (std::size_t one = next->first_kept; one < next->last_kept; ++one) {
                out += one == next->first_kept ? "" : ", ";
                append(out, kept_[one]);
            }
            part.begin = next->place.end;
            // What is inside of the object is behind it in the list.
            next = std::upper_bound(next, rewritten_.end(), part.begin, stands_before);
        }
        out.append(text_, part.begin, part.end - part.begin);
    }

    std::string text_;
    std::vector<container> containers_;
    std::vector<entry> entries_;
    std::vector<object_text> rewritten_;
    std::vector<range> kept_;
};

} // namespace flaghook::inline FLAGHOOK_ABI::json

#endif
