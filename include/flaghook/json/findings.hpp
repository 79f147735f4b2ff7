/// @file
/// What is found wrong with a body, while it is read.
#ifndef FLAGHOOK_JSON_FINDINGS_HPP
#define FLAGHOOK_JSON_FINDINGS_HPP

#include <flaghook/json/deviation.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI::json {

/// Collects issues and deviations within the limit on their number, and takes back those of a value
/// that does not count after all.
class findings {
public:
    /// What was found in one value: a contiguous part of each list.
    struct extent {
        /// The first issue, and one past the last.
        std::size_t first_issue = 0;
        std::size_t last_issue = 0;
        /// How many issues the limit left out; until `end`, how many it left out before.
        std::size_t omitted = 0;
        /// How many issues the server fails to print; until `end`, how many were before.
        std::size_t unprintable = 0;
        /// The first deviation, and one past the last.
        std::size_t first_deviation = 0;
        std::size_t last_deviation = 0;
    };

    /// @param deviations where departures from the documentation go, or none
    /// @param limit how many entries each of the lists may have
    findings(std::vector<issue>& issues, std::vector<deviation>* deviations,
             std::size_t limit) noexcept
        : issues_(issues), deviations_(deviations), limit_(limit) {}

    /// Begins anew.
    void clear() noexcept {
        issues_.clear();
        if (deviations_ != nullptr) {
            deviations_->clear();
        }
        omitted_ = 0;
        unprintable_ = 0;
    }

    /// Notes an issue.
    void report(const location& where, issue_code code, std::string detail = {}) {
        if (issues_.size() < limit_) {
            issues_.emplace_back(where, code, std::move(detail));
        } else {
            ++omitted_;
        }
    }

    /// Notes an issue whose message the server fails to print, since it echoes a lone surrogate.
    void report_unprintable(const location& where, issue_code code, std::string detail) {
        ++unprintable_;
        report(where, code, std::move(detail));
    }

    /// Whether anybody wants to know of deviations.
    [[nodiscard]] bool wants_deviations() const noexcept { return deviations_ != nullptr; }

    /// Notes a deviation, if anybody wants to know.
    void deviate(const location& where, deviation_code code, std::string detail = {}) {
        if (deviations_ != nullptr && deviations_->size() < limit_) {
            deviations_->emplace_back(where, code, std::move(detail));
        }
    }

    /// Whether the server fails to print one of the issues.
    [[nodiscard]] bool unprintable() const noexcept { return unprintable_ != 0; }

    /// Begins a value.
    [[nodiscard]] extent begin() const noexcept {
        return {.first_issue = issues_.size(),
                .omitted = omitted_,
                .unprintable = unprintable_,
                .first_deviation = deviations_ != nullptr ? deviations_->size() : 0};
    }

    /// Whether the value that began there has issues so far.
    [[nodiscard]] bool has_issues_since(const extent& begun) const noexcept {
        return issues_.size() > begun.first_issue || omitted_ > begun.omitted;
    }

    /// Ends a value.
    void end(extent& value) const noexcept {
        value.last_issue = issues_.size();
        value.omitted = omitted_ - value.omitted;
        value.unprintable = unprintable_ - value.unprintable;
        value.last_deviation = deviations_ != nullptr ? deviations_->size() : 0;
    }

    /// Takes back what was found in a value that has ended. Of the extents that are kept, each has
    /// to be told with `move_up`.
    void take_back(const extent& value) {
        erase(issues_, value.first_issue, value.last_issue);
        omitted_ -= value.omitted;
        unprintable_ -= value.unprintable;
        if (deviations_ != nullptr) {
            erase(*deviations_, value.first_deviation, value.last_deviation);
        }
    }

    /// Closes the gap that a value left which was taken back.
    static void move_up(extent& other, const extent& gone) noexcept {
        if (other.first_issue >= gone.last_issue) {
            other.first_issue -= gone.last_issue - gone.first_issue;
            other.last_issue -= gone.last_issue - gone.first_issue;
        }
        if (other.first_deviation >= gone.last_deviation) {
            other.first_deviation -= gone.last_deviation - gone.first_deviation;
            other.last_deviation -= gone.last_deviation - gone.first_deviation;
        }
    }

    /// Brings the lists into the server's order. Issues that were left out become one that says how
    /// many they were.
    /// @param whole the body as a whole
    /// @return whether there are no issues
    bool finish(const location& whole) {
        sort(issues_);
        if (omitted_ != 0) {
            issues_.insert(issues_.begin(),
                           issue(whole, issue_code::more_issues, std::to_string(omitted_)));
        }
        if (deviations_ != nullptr) {
            sort(*deviations_);
        }
        return issues_.empty();
    }

private:
    template <class Entry>
    static void erase(std::vector<Entry>& entries, std::size_t first, std::size_t last) {
        entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(first),
                      entries.begin() + static_cast<std::ptrdiff_t>(last));
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

    std::vector<issue>& issues_;
    std::vector<deviation>* deviations_;
    std::size_t limit_;
    std::size_t omitted_ = 0;
    std::size_t unprintable_ = 0;
};

} // namespace flaghook::inline FLAGHOOK_ABI::json

#endif
