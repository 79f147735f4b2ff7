#include "tool/audit_log.hpp"

#include "tool/body_file.hpp"
#include "tool/unusable.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>
#include <utility>

namespace flaghook::tool {

namespace {

/// The members by which two entries are compared.
auto identity_of(const flag_log_entry& entry) {
    return std::tie(entry.id, entry.action, entry.created_at, entry.flag, entry.created_by,
                    entry.created_by_type, entry.provider);
}

} // namespace

void audit_log::add(flag_log_page page) {
    entries.insert(entries.end(), std::make_move_iterator(page.data.begin()),
                   std::make_move_iterator(page.data.end()));
    ++pages;
}

void remove_repeated_entries(audit_log& log) {
    std::vector<std::size_t> order(log.entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    // A stable sort, so that the first of several equal entries is kept.
    std::ranges::stable_sort(order, [&log](std::size_t left, std::size_t right) {
        return identity_of(log.entries[left]) < identity_of(log.entries[right]);
    });
    std::vector<bool> is_repeated(log.entries.size());
    for (std::size_t place = 1; place < order.size(); ++place) {
        is_repeated[order[place]] =
            identity_of(log.entries[order[place - 1]]) == identity_of(log.entries[order[place]]);
    }
    std::vector<flag_log_entry> kept;
    kept.reserve(log.entries.size());
    for (std::size_t index = 0; index < log.entries.size(); ++index) {
        if (!is_repeated[index]) {
            kept.push_back(std::move(log.entries[index]));
        }
    }
    log.entries = std::move(kept);
}

std::string explain_issues(const std::vector<issue>& issues) {
    const issue& first = issues.front();
    std::string result =
        (first.path().empty() ? std::string() : first.path() + ": ") + first.message();
    if (issues.size() > 1) {
        result += " (and " + std::to_string(issues.size() - 1) + " more)";
    }
    return result;
}

audit_log read_saved_pages(const std::vector<std::string>& files, const parse_limits& limits) {
    audit_log result;
    for (const std::string& file : files) {
        auto page = parse_flag_log_page(read_body(file, limits.body_size), limits);
        if (!page) {
            throw unusable(display_name(file) + " is not a page of the audit log: " +
                           explain_issues(page.error().issues()) +
                           "; expected the unmodified answer to GET .../flags/logs/");
        }
        result.add(*std::move(page));
    }
    remove_repeated_entries(result);
    return result;
}

} // namespace flaghook::tool
