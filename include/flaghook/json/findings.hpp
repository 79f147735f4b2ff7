/// @file
/// Issues and deviations, while a body is read.
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

/// Collects issues and deviations within the limit on their number, and rolls back those of a
/// value that a repeated key replaces.
///
/// What a value left behind is counted for its node: so a rollback that has nothing to remove looks
/// at no list, and all rollbacks of a body together take time in proportion to the body.
template <blueprint::document Document>
class findings {
public:
    /// Begins a body.
    /// @param deviations receives departures from the documentation; may be none
    /// @param limit how many entries each of the lists may have
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

    /// Says which item of the list is read.
    void begin_item(std::size_t item) noexcept { item_ = item; }

    /// Notes an issue.
    [[gnu::noinline]] void report(std::size_t node, issue_code code, std::string&& detail = {}) {
        count& here = touch(node);
        ++here.issues;
        issues_of_items_ += table[node].item != 0 ? 1U : 0U;
        if (issues_->size() < limit_) {
            ++here.kept_issues;
            issues_->emplace_back(at(node), code, std::move(detail));
        }
    }

    /// Notes an issue that echoes a text. The server fails to write an answer with a lone
    /// surrogate.
    [[gnu::cold, gnu::noinline]] void report_echoed(std::size_t node, issue_code code,
                                                    std::string_view echoed) {
        if (server::detail::first_surrogate(echoed)) {
            ++touch(node).unprintable;
        }
        report(node, code, std::string(echoed));
    }

    /// Whether the caller asked for deviations.
    [[nodiscard]] bool wants_deviations() const noexcept { return deviations_ != nullptr; }

    /// Notes a deviation if the caller asked for them.
    [[gnu::cold, gnu::noinline]] void deviate(std::size_t node, deviation_code code,
                                              std::string&& detail = {}) {
        if (deviations_ != nullptr && deviations_->size() < limit_) {
            ++touch(node).kept_deviations;
            deviations_->emplace_back(at(node), code, std::move(detail));
        }
    }

    /// Whether an item of the list has an issue: then the list is refused, whatever follows.
    [[nodiscard]] bool has_refused_items() const noexcept { return issues_of_items_ != 0; }

    /// Removes what a value left behind that a repeated key replaces.
    [[gnu::cold, gnu::noinline]] void roll_back(std::size_t node) {
        const count gone = sum(node);
        for (std::size_t index = 0; index < touched_size_; ++index) {
            if (counts_in(touched_[index], node)) {
                counts_[touched_[index]] = {.is_touched = true, .item = item_};
            }
        }
        // What is not in an item has all of them inside, or none.
        issues_of_items_ -= table[node].item != 0 ? gone.issues
                            : has_items(node)     ? issues_of_items_
                                                  : 0;
        remove(*issues_, node, gone.kept_issues);
        if (deviations_ != nullptr) {
            remove(*deviations_, node, gone.kept_deviations);
        }
    }

    /// Brings the lists into the server's order. Issues that were left out become one that says how
    /// many they were.
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

    /// Whether the server fails to write its answer, since an issue echoes a lone surrogate.
    [[nodiscard]] bool is_unprintable() const noexcept { return sum(0).unprintable != 0; }

private:
    static constexpr const auto& table = blueprint::nodes<Document>;

    /// What the values of a node left behind.
    struct count {
        std::size_t issues = 0;
        /// Those of them that the limit did not leave out.
        std::size_t kept_issues = 0;
        std::size_t unprintable = 0;
        std::size_t kept_deviations = 0;
        /// Whether the node is in the list of those that have counts.
        bool is_touched = false;
        /// Of a node in the list: the item that was read.
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

    /// The counts of a node that has something to count. Those of a former item become the list's.
    [[nodiscard]] count& touch(std::size_t node) noexcept {
        count& here = counts_[node];
        if (!here.is_touched) {
            here.is_touched = true;
            here.item = item_;
            touched_[touched_size_++] = static_cast<std::uint8_t>(node);
        } else if (here.item != item_ && table[node].item != 0) {
            touch(table[table[node].item].parent) += here;
            here = {.is_touched = true, .item = item_};
        }
        return here;
    }

    /// Whether counts of a node belong to another node or to one inside of it: to a node in the
    /// list only as far as the item is the one that is read.
    [[nodiscard]] bool counts_in(std::size_t counted, std::size_t node) const noexcept {
        return counted >= node && counted < table[node].end &&
               (table[node].item == 0 || counts_[counted].item == item_);
    }

    /// Whether the list is inside of a node, or the node itself.
    [[nodiscard]] static bool has_items(std::size_t node) noexcept {
        return std::any_of(table.begin() + static_cast<std::ptrdiff_t>(node),
                           table.begin() + table[node].end,
                           [](const blueprint::node& each) { return each.is_item; });
    }

    /// What a node and those inside of it left behind.
    [[nodiscard]] count sum(std::size_t node) const noexcept {
        count result;
        for (std::size_t index = 0; index < touched_size_; ++index) {
            if (counts_in(touched_[index], node)) {
                result += counts_[touched_[index]];
            }
        }
        return result;
    }

    /// Removes the last `number` entries of a node and of those inside of it.
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
