/// @file
/// Collection of issues and deviations while a body is read.
#ifndef FLAGHOOK_JSON_FINDINGS_HPP
#define FLAGHOOK_JSON_FINDINGS_HPP

#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/json/deviation.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI::json::detail {

/// Collects issues and deviations up to a limit, and rolls back those of a value that a repeated
/// key replaces.
///
/// Each node counts its findings. A rollback without findings does not search the lists, so all
/// rollbacks of a body take linear time together.
template <blueprint::document Document>
class findings {
public:
    /// Prepares for a new body.
    /// @param deviations may be null
    /// @param limit maximum number of entries of each list
    void begin(std::vector<issue>& issues, std::vector<deviation>* deviations, std::size_t limit) {
        issues_ = &issues;
        deviations_ = deviations;
        limit_ = limit;
        item_ = 0;
        issues.clear();
        if (deviations != nullptr) {
            deviations->clear();
        }
        issues_of_items_ = 0;
        for (; touched_size_ != 0; --touched_size_) {
            counts_[touched_[touched_size_ - 1]] = {};
        }
    }

    /// Sets the index of the item that is read next.
    void begin_item(std::size_t item) noexcept { item_ = item; }

    /// Adds an issue.
    [[gnu::noinline]] void report(std::size_t node, issue_code code, std::string&& detail = {}) {
        count& counted = touch(node);
        ++counted.issues;
        issues_of_items_ += table[node].item != 0 ? 1U : 0U;
        if (issues_->size() < limit_) {
            ++counted.kept_issues;
            issues_->emplace_back(at(node), code, std::move(detail));
        }
    }

    /// Adds an issue whose message echoes a text. The server cannot encode a message with a lone
    /// surrogate.
    [[gnu::cold, gnu::noinline]] void report_echoed(std::size_t node, issue_code code,
                                                    std::string_view echoed) {
        if (server::detail::first_surrogate(echoed)) {
            ++touch(node).unprintable;
        }
        report(node, code, std::string(echoed));
    }

    /// Checks whether the caller wants deviations.
    [[nodiscard]] bool wants_deviations() const noexcept { return deviations_ != nullptr; }

    /// Adds a deviation if the caller wants deviations.
    [[gnu::cold, gnu::noinline]] void deviate(std::size_t node, deviation_code code,
                                              std::string&& detail = {}) {
        if (deviations_ != nullptr && deviations_->size() < limit_) {
            ++touch(node).kept_deviations;
            deviations_->emplace_back(at(node), code, std::move(detail));
        }
    }

    /// Checks whether an item has an issue, so that the list is refused.
    [[nodiscard]] bool has_refused_items() const noexcept { return issues_of_items_ != 0; }

    /// Removes the findings of a value that a repeated key replaces.
    [[gnu::cold, gnu::noinline]] void roll_back(std::size_t node) {
        const count gone = sum(node);
        for (std::size_t index = 0; index < touched_size_; ++index) {
            if (counts_in(touched_[index], node)) {
                counts_[touched_[index]] = {.is_touched = true, .item = item_};
            }
        }
        // A node outside the items contains all items or none.
        issues_of_items_ -= table[node].item != 0 ? gone.issues
                            : has_items(node)     ? issues_of_items_
                                                  : 0;
        remove(*issues_, node, gone.kept_issues);
        if (deviations_ != nullptr) {
            remove(*deviations_, node, gone.kept_deviations);
        }
    }

    /// Sorts the lists into the server's order, and adds `more_issues` if issues were left out.
    /// @return whether there are no issues
    [[nodiscard]] bool finish() {
        if (touched_size_ == 0) [[likely]] {
            return true;
        }
        const count all = sum(0);
        sort(*issues_);
        if (all.issues != all.kept_issues) {
            issues_->insert(issues_->begin(),
                            issue(field_location{table.data()}, issue_code::more_issues,
                                  std::to_string(all.issues - all.kept_issues)));
        }
        if (deviations_ != nullptr) {
            sort(*deviations_);
        }
        return all.issues == 0;
    }

    /// Checks whether the server cannot encode its answer, because an issue echoes a lone
    /// surrogate.
    [[nodiscard]] bool is_unprintable() const noexcept { return sum(0).unprintable != 0; }

private:
    static constexpr const auto& table = blueprint::nodes<Document>;

    /// The numbers of findings of a node.
    struct count {
        std::size_t issues = 0;
        /// The issues within the limit.
        std::size_t kept_issues = 0;
        std::size_t unprintable = 0;
        std::size_t kept_deviations = 0;
        /// Whether the node is in `touched_`.
        bool is_touched = false;
        /// The index of the item to which the numbers belong, for a node in an item.
        std::size_t item = 0;

        count& operator+=(const count& more) noexcept {
            issues += more.issues;
            kept_issues += more.kept_issues;
            unprintable += more.unprintable;
            kept_deviations += more.kept_deviations;
            return *this;
        }
    };

    [[nodiscard]] field_location at(std::size_t node) const noexcept {
        return {table.data(), node, table[node].item != 0 ? item_ : 0};
    }

    /// Returns the counts of a node for the current item. The counts of an earlier item are added
    /// to those of the list.
    [[nodiscard]] count& touch(std::size_t node) noexcept {
        count& counted = counts_[node];
        if (!counted.is_touched) {
            counted.is_touched = true;
            counted.item = item_;
            touched_[touched_size_++] = static_cast<std::uint8_t>(node);
        } else if (counted.item != item_ && table[node].item != 0) {
            touch(table[table[node].item].parent) += counted;
            counted = {.is_touched = true, .item = item_};
        }
        return counted;
    }

    /// Checks whether the counts of `counted` are included in those of `node`. For a node in an
    /// item, only counts of the current item are.
    [[nodiscard]] bool counts_in(std::size_t counted, std::size_t node) const noexcept {
        return counted >= node && counted < table[node].end &&
               (table[node].item == 0 || counts_[counted].item == item_);
    }

    /// Checks whether a node is the list or contains it.
    [[nodiscard]] static bool has_items(std::size_t node) noexcept {
        return std::any_of(table.begin() + static_cast<std::ptrdiff_t>(node),
                           table.begin() + table[node].end,
                           [](const blueprint::node& each) { return each.is_item; });
    }

    /// Adds the counts of a node and of the nodes inside it.
    [[nodiscard]] count sum(std::size_t node) const noexcept {
        count result;
        for (std::size_t index = 0; index < touched_size_; ++index) {
            if (counts_in(touched_[index], node)) {
                result += counts_[touched_[index]];
            }
        }
        return result;
    }

    /// Removes the last `number` entries of a node and of the nodes inside it.
    template <class Entry>
    static void remove(std::vector<Entry>& entries, std::size_t node, std::size_t number) {
        if (number == 0) {
            return;
        }
        auto first = entries.end();
        while (number != 0) {
            --first;
            number -= is_inside(*first, node) ? 1U : 0U;
        }
        entries.erase(std::remove_if(first, entries.end(),
                                     [node](const Entry& each) { return is_inside(each, node); }),
                      entries.end());
    }

    template <class Entry>
    [[nodiscard]] static bool is_inside(const Entry& entry, std::size_t node) noexcept {
        return entry.location().node >= node && entry.location().node < table[node].end;
    }

    template <class Entry>
    static void sort(std::vector<Entry>& entries) {
        const auto before = [](const Entry& left, const Entry& right) {
            return left.location() < right.location();
        };
        if (!std::is_sorted(entries.begin(), entries.end(), before)) {
            std::stable_sort(entries.begin(), entries.end(), before);
        }
    }

    std::vector<issue>* issues_ = nullptr;
    std::vector<deviation>* deviations_ = nullptr;
    std::size_t limit_ = 0;
    std::size_t item_ = 0;
    std::array<count, table.size()> counts_{};
    std::array<std::uint8_t, table.size()> touched_{};
    std::size_t touched_size_ = 0;
    std::size_t issues_of_items_ = 0;
};

} // namespace flaghook::inline FLAGHOOK_ABI::json::detail

#endif
