/// @file
/// Where text of a borrowed payload lives.
#ifndef FLAGHOOK_JSON_BORROWED_TEXT_HPP
#define FLAGHOOK_JSON_BORROWED_TEXT_HPP

#include <flaghook/blueprint/field.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

namespace json {

/// Keeps the text that a payload of views refers to: what stands in the body stays there; what does
/// not, because an escape had to be resolved or a number became text, is copied into memory that is
/// used again for the next body.
class borrowed_text {
public:
    /// Begins a new body; what was kept before is gone.
    void begin(std::string_view body) noexcept {
        body_ = body;
        for (std::string& block : blocks_) {
            block.clear();
        }
        current_ = 0;
    }

    /// The same text in memory that lasts until the next `begin`, or as long as the body.
    [[nodiscard]] std::string_view keep(std::string_view text) {
        if (lies_in_body(text)) {
            return text;
        }
        while (current_ < blocks_.size() &&
               blocks_[current_].capacity() - blocks_[current_].size() < text.size()) {
            ++current_;
        }
        if (current_ == blocks_.size()) {
            blocks_.emplace_back().reserve(std::max(text.size(), block_size));
        }
        // Stays within its capacity, so nothing that was kept before moves.
        std::string& block = blocks_[current_];
        const std::size_t first = block.size();
        block.append(text);
        return std::string_view(block).substr(first);
    }

private:
    static constexpr std::size_t block_size = 4096;

    [[nodiscard]] bool lies_in_body(std::string_view text) const noexcept {
        const std::less_equal<const char*> not_behind;
        return not_behind(body_.data(), text.data()) &&
               not_behind(text.data() + text.size(), body_.data() + body_.size());
    }

    std::string_view body_;
    std::vector<std::string> blocks_;
    std::size_t current_ = 0;
};

namespace detail {

template <class Rule, class Member>
constexpr bool rule_borrows(const Rule& rule) noexcept;

template <class Owner, class... Fields>
constexpr bool
object_borrows(const blueprint::object_declaration<Owner, Fields...>& rule) noexcept {
    return std::apply(
        [](const auto&... field) {
            return (rule_borrows<typename std::remove_cvref_t<decltype(field)>::rule_type,
                                 typename std::remove_cvref_t<decltype(field)>::member_type>(
                        field.rule) ||
                    ...);
        },
        rule.fields);
}

template <class Rule, class Member>
constexpr bool rule_borrows(const Rule& rule) noexcept {
    if constexpr (blueprint::detail::is_object<Rule>) {
        return object_borrows(rule);
    } else if constexpr (blueprint::detail::is_list<Rule>) {
        return object_borrows(rule.item);
    } else {
        return std::is_same_v<typename blueprint::detail::plain_member<Member>::type,
                              std::string_view>;
    }
}

} // namespace detail

} // namespace json

/// Whether a document's payload has views for text, which somebody else has to keep: the caller the
/// body, and the `parser` what does not stand in it.
template <blueprint::document Document>
inline constexpr bool borrows_text = json::detail::object_borrows(Document::payload);

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
