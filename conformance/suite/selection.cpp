#include "suite/selection.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <cstddef>

namespace flaghook::suite {

namespace {

/// Removes white space at both ends of a text.
std::string_view trim(std::string_view text) {
    constexpr std::string_view white = " \t\r";
    const std::size_t first = text.find_first_not_of(white);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(white) - first + 1);
}

} // namespace

std::vector<const test_case*> select(const vectors& all, level up_to,
                                     const std::vector<std::string>& patterns) {
    std::vector<const test_case*> selected;
    for (const test_case& one : all.cases) {
        const bool fits =
            patterns.empty() || std::ranges::any_of(patterns, [&](const std::string& pattern) {
                return fnmatch(pattern.c_str(), one.id.c_str(), 0) == 0;
            });
        if (fits && one.level <= up_to) {
            selected.push_back(&one);
        }
    }
    return selected;
}

std::set<std::string, std::less<>> read_known_failures(std::string_view content,
                                                       const vectors& all) {
    std::set<std::string, std::less<>> known;
    while (!content.empty()) {
        const std::size_t end = content.find('\n');
        const std::string_view line = content.substr(0, end);
        content.remove_prefix(end == std::string_view::npos ? content.size() : end + 1);
        const std::string id(trim(line.substr(0, line.find('#'))));
        if (id.empty()) {
            continue;
        }
        if (!std::ranges::any_of(all.cases, [&](const auto& one) { return one.id == id; })) {
            throw unreadable_vectors("the list of known failures names '" + id +
                                     "', but no case has that id; remove the line");
        }
        if (!known.insert(id).second) {
            throw unreadable_vectors("the list of known failures names '" + id +
                                     "' twice; remove one of the lines");
        }
    }
    return known;
}

} // namespace flaghook::suite
