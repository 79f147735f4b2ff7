// Several changes in one payload: which of them are the same change, and when they happened.
#include <cstdio>
#include <cstdlib>

// [batch]
#include <flaghook/flaghook.hpp>

/// A line of a flag service's own log: a flag has a revision, and is switched in each environment.
struct switched {
    std::string flag;
    std::string environment;
    unsigned revision;
    std::chrono::system_clock::time_point at;
};

flaghook::payload batch(const std::vector<switched>& log) {
    flaghook::payload payload;
    for (const auto& [flag, environment, revision, at] : log) {
        const std::string key = flag + ':' + std::to_string(revision); // no environment in it
        payload.data.push_back({.action = flaghook::action::updated,
                                .id = flaghook::derive_change_id(key).value(),
                                .created_at = at,
                                .created_by = {"deployment", flaghook::author_type::name},
                                .flag = flag});
    }
    flaghook::repeated_ids repeated; // Sentry would drop them, too
    remove_changes(payload.data, repeated.find(std::span(std::as_const(payload.data))));
    return payload;
}
// [batch]

int main() {
    const auto noon =
        std::chrono::sys_days{std::chrono::year{2024} / 12 / 12} + std::chrono::hours{12};
    const flaghook::payload payload =
        batch({{"checkout", "staging", 17, noon},
               {"checkout", "production", 17, noon + std::chrono::minutes{5}},
               {"search", "production", 3, noon + std::chrono::milliseconds{1500}}});
    for (const flaghook::change& change : payload.data) {
        std::printf("%s %s %s\n", flaghook::to_string(change.created_at).c_str(),
                    change.flag.c_str(), change.id.to_string().c_str());
    }
}
