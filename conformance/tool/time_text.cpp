#include "tool/time_text.hpp"

#include <flaghook/server/date_time.hpp>
#include <flaghook/server/text.hpp>

#include "tool/unusable.hpp"

#include <array>
#include <cstdio>

namespace flaghook::tool {

timestamp read_time(const std::string& option, const std::string& text) {
    if (server::detail::is_utf8(text)) {
        const server::detail::date_time result = server::detail::read_date_time(text);
        if (result.outcome == server::detail::date_time_outcome::valid) {
            return result.instant;
        }
    }
    throw unusable(option + " is '" + text +
                   "', expected a time such as 2024-12-12T00:02:00Z in years 1 to 9999");
}

std::string seconds_text(double seconds) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.3f", seconds);
    std::string result = text.data();
    result.erase(result.find_last_not_of('0') + 1);
    if (result.ends_with('.')) {
        result.pop_back();
    }
    return result + " s";
}

} // namespace flaghook::tool
