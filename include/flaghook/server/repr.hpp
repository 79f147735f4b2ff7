/// @file
/// Python's `repr` of a JSON object or array.
#ifndef FLAGHOOK_SERVER_REPR_HPP
#define FLAGHOOK_SERVER_REPR_HPP

#include <flaghook/server/number.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/server/value.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// Builds Python's `repr` of a JSON object or array, such as ``{'a': [1, True, None]}``, which a
/// choice field echoes in its message. A sink of `tokenizer::walk`, for one value.
///
/// If a key is repeated, a `dict` keeps the position of the first value and the content of the last
/// one. The text is written token by token. For each object with repeated keys, the parts to keep
/// are recorded, and `take` combines them without recursion.
/// @par Complexity
/// Linear in the size of the value. An object with n keys takes O(n log n) comparisons and 32 bytes
/// per key.
class repr_builder {
public:
    static constexpr bool wants_text = true;

    void on_begin(bool is_object) {
        begin_value();
        text_ += is_object ? '{' : '[';
        containers_.push_back({is_object, true, text_.size(), entries_.size()});
    }

    void on_key(std::string_view key) {
        separate();
        entries_.push_back({entries_.size(), text_.size(), 0, 0});
        server::detail::append_repr(text_, key);
        entries_.back().key_end = text_.size();
        text_ += ": ";
    }

    void on_value(const value& scalar) {
        begin_value();
        switch (scalar.is) {
        case value::type::null:
            text_ += "None";
            break;
        case value::type::boolean:
            text_ += scalar.truth ? "True" : "False";
            break;
        case value::type::string:
            server::detail::append_repr(text_, scalar.text);
            break;
        default:
            server::detail::append_number_text(text_, scalar.text);
            break;
        }
        end_value();
    }

    void on_end(bool is_object) {
        if (is_object) {
            keep_last_values();
            entries_.resize(containers_.back().first_entry);
        }
        text_ += is_object ? '}' : ']';
        containers_.pop_back();
        end_value();
    }

    /// The finished text.
    [[nodiscard]] std::string take() {
        if (rewritten_.empty()) {
            return std::move(text_);
        }
        std::sort(rewritten_.begin(), rewritten_.end(),
                  [](const object_text& left, const object_text& right) {
                      return left.place.begin < right.place.begin;
                  });
        return rewritten();
    }

private:
    /// The ranges of a key and its value in the text.
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

    /// An object with repeated keys: its range between the braces, and the kept ranges that replace
    /// it.
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
        // Different keys have different texts in `repr`, so the texts can be compared.
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

    /// Returns the text without the repeated keys.
    [[nodiscard]] std::string rewritten() const {
        // A part of the text that is still to be written.
        struct piece {
            range part;
            bool has_separator;
        };
        std::string out;
        // The next piece is the last one.
        std::vector<piece> pieces{{{0, text_.size()}, false}};
        while (!pieces.empty()) {
            const auto [part, has_separator] = pieces.back();
            pieces.pop_back();
            out += has_separator ? ", " : "";
            // An object at the beginning of the part is the one that contains the part.
            const auto next = std::upper_bound(rewritten_.begin(), rewritten_.end(), part.begin,
                                               [](std::size_t begin, const object_text& each) {
                                                   return begin < each.place.begin;
                                               });
            if (next == rewritten_.end() || next->place.begin >= part.end) {
                out.append(text_, part.begin, part.end - part.begin);
                continue;
            }
            out.append(text_, part.begin, next->place.begin - part.begin);
            pieces.push_back({{next->place.end, part.end}, false});
            for (std::size_t index = next->last_kept; index != next->first_kept; --index) {
                pieces.push_back({kept_[index - 1], index - 1 != next->first_kept});
            }
        }
        return out;
    }

    std::string text_;
    std::vector<container> containers_;
    std::vector<entry> entries_;
    std::vector<object_text> rewritten_;
    std::vector<range> kept_;
};

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif
