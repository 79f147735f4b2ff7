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

namespace flaghook::inline FLAGHOOK_ABI::json {

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
        has_item_counts_ = false;
        for (; touched_size_ != 0; --touched_size_) {
            counts_[touched_[touched_size_ - 1]] = {};
        }
    }

    /// Says which item of the list is read.
    void begin_item(std::size_t item) noexcept { item_ = item; }

    /// Notes an issue.
    [[gnu::cold, gnu::noinline]] void report(std::size_t node, issue_code code,
                                             std::string&& detail = {}) {
        count& here = touch(node);
        has_item_counts_ = true;
        ++here.issues;
        if (issues_->size() < limit_) {
            ++here.kept_issues;
            issues_->emplace_back(at(node), code, std::move(detail));
        }
    }

    /// Notes an issue that echoes a text. The server fails to write an answer with a lone
    /// surrogate.
    [[gnu::cold, gnu::noinline]] void report_echoed(std::size_t node, issue_code code,
                                                    std::string_view echoed) {
        if (server::first_surrogate(echoed)) {
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
            has_item_counts_ = true;
            ++touch(node).kept_deviations;
            deviations_->emplace_back(at(node), code, std::move(detail));
        }
    }

    /// Whether anything was found since the last call of `end_item`, in which case that is due.
    [[nodiscard]] bool has_item_counts() const noexcept { return has_item_counts_; }

    /// Ends an item of the list: counts what it left behind for the list, so that the next item
    /// begins with nothing.
    /// @param list the list's node
    /// @return whether the list has an issue so far
    [[nodiscard, gnu::cold, gnu::noinline]] bool end_item(std::size_t list) noexcept {
        has_item_counts_ = false;
        count& all = touch(list);
        std::size_t kept = 0;
        for (std::size_t index = 0; index < touched_size_; ++index) {
            const std::uint8_t node = touched_[index];
            if (node > list && node < table[list].end) {
                all += std::exchange(counts_[node], count{});
            } else {
                touched_[kept++] = node;
            }
        }
        touched_size_ = kept;
        return all.issues != 0;
    }

    /// Removes what a value left behind that a repeated key replaces.
    [[gnu::cold, gnu::noinline]] void roll_back(std::size_t node) {
        const count gone = sum(node);
        for (std::size_t index = node; index < table[node].end; ++index) {
            const bool is_touched = counts_[index].is_touched;
            counts_[index] = {};
            counts_[index].is_touched = is_touched;
        }
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
            issues_->insert(issues_->begin(), issue(location{table.data()}, issue_code::more_issues,
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

        count& operator+=(const count& more) noexcept {
            issues += more.issues;
            kept_issues += more.kept_issues;
            unprintable += more.unprintable;
            kept_deviations += more.kept_deviations;
            return *this;
        }
    };

    [[nodiscard]] location at(std::size_t node) const noexcept {
        return {table.data(), node, table[node].item != 0 ? item_ : 0};
    }

    /// The counts of a node that has something to count.
    [[nodiscard]] count& touch(std::size_t node) noexcept {
        count& here = counts_[node];
        if (!here.is_touched) {
            here.is_touched = true;
            touched_[touched_size_++] = static_cast<std::uint8_t>(node);
        }
        return here;
    }

    /// What a node and those inside of it left behind.
    [[nodiscard]] count sum(std::size_t node) const noexcept {
        count result;
        for (std::size_t index = 0; index < touched_size_; ++index) {
            if (touched_[index] >= node && touched_[index] < table[node].end) {
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
    bool has_item_counts_ = false;
};

} // namespace flaghook::inline FLAGHOOK_ABI::json

#endif
