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
#include <type_traits>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

namespace json {

/// Keeps the text that a payload of views refers to: what stands in the body stays there; what does
/// not, because an escape had to be resolved or a number became text, is copied into memory that is
/// used again for the next body. That memory is in proportion to the largest body, however many
/// there are.
class borrowed_text {
public:
    /// Begins a new body; what was kept before is gone.
    void begin(std::string_view body) noexcept {
        body_ = body;
        largest_body_ = std::max(largest_body_, body.size());
        std::size_t kept = 0;
        for (std::string& block : blocks_) {
            block.clear();
            kept += block.capacity();
        }
        // Bodies of different shapes want blocks of different sizes.
        if (kept > 2 * std::max(largest_body_, block_size)) {
            blocks_.clear();
        }
        current_ = 0;
    }

    /// The same text in memory that lasts until the next `begin`, or as long as the body.
    [[nodiscard]] std::string_view keep(std::string_view text) {
        if (lies_in_body(text)) {
            return text;
        }
        while (current_ < blocks_.size() && !blocks_[current_].empty() &&
               blocks_[current_].capacity() - blocks_[current_].size() < text.size()) {
            ++current_;
        }
        if (current_ == blocks_.size()) {
            blocks_.emplace_back();
        }
        std::string& block = blocks_[current_];
        if (block.empty()) {
            block.reserve(std::max(text.size(), block_size));
        }
        // Stays within its capacity, so nothing that was kept before moves.
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
    std::size_t largest_body_ = 0;
    std::vector<std::string> blocks_;
    std::size_t current_ = 0;
};

namespace detail {

/// Whether what a rule fills, or what is inside of it, is a view for text.
template <class Rule, class Member>
inline constexpr bool rule_borrows =
    std::is_same_v<typename blueprint::detail::plain_member<Member>::type, std::string_view>;
template <class Owner, class... Fields, class Member>
inline constexpr bool rule_borrows<blueprint::object_declaration<Owner, Fields...>, Member> =
    (rule_borrows<typename Fields::rule_type, typename Fields::member_type> || ...);
template <class Item, class Member>
inline constexpr bool rule_borrows<blueprint::list<Item>, Member> =
    rule_borrows<Item, typename blueprint::detail::plain_member<Member>::type::value_type>;

} // namespace detail

} // namespace json

/// Whether a document's payload has views for text, which somebody else has to keep: the caller the
/// body, and the `parser` what does not stand in it.
template <blueprint::document Document>
inline constexpr bool borrows_text =
    json::detail::rule_borrows<std::remove_cvref_t<decltype(Document::payload)>,
                               typename Document::payload_type>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
