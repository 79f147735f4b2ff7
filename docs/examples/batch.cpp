// Several changes in one payload, with ids and times from a log. Drops repeated changes.
#include <cstdio>

// [batch]
#include <flaghook/flaghook.hpp>

#include <boost/system/result.hpp>

#include <chrono>
#include <span>
#include <string>
#include <utility>
#include <vector>

/// An entry in a flag service's own log. Each environment has its own entry for a revision.
struct log_entry {
    std::string flag;
    std::string environment;
    unsigned revision;
    std::chrono::system_clock::time_point time;
};

boost::system::result<flaghook::payload> batch(const std::vector<log_entry>& log) {
    flaghook::payload payload;
    for (const log_entry& entry : log) {
        // Without the environment: one change in all environments has one id.
        const auto id =
            flaghook::derive_change_id(entry.flag + ':' + std::to_string(entry.revision));
        if (!id) {
            return id.error();
        }
        payload.data.push_back({.action = flaghook::change_action::updated,
                                .id = *id,
                                .created_at = entry.time,
                                .created_by = {"deployment", flaghook::author_type::name},
                                .flag = entry.flag});
    }
    flaghook::repeated_ids repeated; // Sentry drops these, too
    remove_changes(payload.data, repeated.find(std::span(std::as_const(payload.data))));
    return payload;
}
// [batch]

int main() {
    const auto noon =
        std::chrono::sys_days{std::chrono::year{2024} / 12 / 12} + std::chrono::hours{12};
    const boost::system::result<flaghook::payload> payload =
        batch({{"checkout", "staging", 17, noon},
               {"checkout", "production", 17, noon + std::chrono::minutes{5}},
               {"search", "production", 3, noon + std::chrono::milliseconds{1500}}});
    if (!payload) {
        std::fprintf(stderr, "%s\n", payload.error().message().c_str());
        return 2;
    }
    for (const flaghook::change& change : payload->data) {
        std::printf("%s %s %s\n", flaghook::to_string(change.created_at).c_str(),
                    change.flag.c_str(), change.id.to_string().c_str());
    }
}
