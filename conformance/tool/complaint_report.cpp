#include "tool/complaint_report.hpp"

#include "tool/printable.hpp"

#include <algorithm>
#include <cstddef>

namespace flaghook::tool {

namespace {

constexpr std::size_t most_complaints = 50;

/// The maximum number of characters of a message to show.
constexpr std::size_t longest_complaint = 2000;

} // namespace

std::string lines_of(std::span<const complaint> complaints) {
    std::string result;
    const std::size_t shown = std::min(complaints.size(), most_complaints);
    for (const complaint& one : complaints.first(shown)) {
        result += "  " + (one.path.empty() ? std::string() : printable(one.path) + ": ") +
                  beginning(one.message, longest_complaint) + '\n';
    }
    if (shown != complaints.size()) {
        result += "  and " + std::to_string(complaints.size() - shown) +
                  " more; --format json shows all\n";
    }
    return result;
}

boost::json::array to_json(std::span<const complaint> complaints) {
    boost::json::array result;
    result.reserve(complaints.size());
    for (const complaint& one : complaints) {
        result.push_back({{"path", one.path}, {"message", one.message}});
    }
    return result;
}

} // namespace flaghook::tool
