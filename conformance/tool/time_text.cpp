#include "tool/time_text.hpp"

#include <flaghook/server/date_time.hpp>
#include <flaghook/server/text.hpp>

#include "tool/unusable.hpp"

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

} // namespace flaghook::tool
