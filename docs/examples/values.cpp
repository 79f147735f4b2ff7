// Examples of small types for the reference: each function belongs to one header.
#include <flaghook/flaghook.hpp>

#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// [change]
flaghook::change archive(std::string flag) {
    return {.action = flaghook::change_action::deleted,
            .id = 93899375123,
            .created_at = std::chrono::sys_days{std::chrono::year{2024} / 12 / 12},
            .created_by = {"jane@example.com", flaghook::author_type::email},
            .flag = std::move(flag)};
}
// [change]

// [change_id]
void show_ids() {
    const flaghook::change_id id = 93899375123;
    const std::optional<flaghook::change_id> read = flaghook::change_id::from_decimal("-1");
    std::printf("%s, %s\n", id.to_string().c_str(), read ? read->to_string().c_str() : "not an id");
}
// [change_id]

// [timestamp]
void show_times() {
    const flaghook::timestamp noon =
        std::chrono::sys_days{std::chrono::year{2024} / 12 / 12} + std::chrono::hours{12};
    std::printf("%s\n", to_string(noon).c_str());
    std::printf("%s\n", to_string(noon, flaghook::fraction::always).c_str());
    const std::optional<flaghook::timestamp> read =
        flaghook::parse_timestamp("2024-12-12T12:00:00Z");
    std::printf("%s\n", read == noon ? "the same instant" : "another instant");
}
// [timestamp]

// [endpoint]
void show_endpoint(std::string_view url) {
    const auto endpoint = flaghook::endpoint::from_url(url);
    if (!endpoint) {
        std::printf("%s\n", endpoint.error().message().c_str());
        return;
    }
    std::printf("organization %s\n", std::string(endpoint->organization()).c_str());
}
// [endpoint]

// [content_type]
void show_body(std::string_view body, std::string_view content_type) {
    std::string memory; // holds the text if it has to be converted
    const auto text = flaghook::decode_body(body, content_type, memory);
    if (text) {
        std::printf("%s\n", std::string(*text).c_str());
    } else {
        std::printf("status %d\n", text.error().status());
    }
}
// [content_type]

// [retry_after]
void show_pause(std::string_view retry_after) {
    const auto now = std::chrono::sys_days{std::chrono::year{2024} / 12 / 12};
    const std::optional<std::chrono::seconds> pause =
        flaghook::parse_retry_after({.retry_after = retry_after, .now = now});
    if (pause) {
        std::printf("wait %lld s\n", static_cast<long long>(pause->count()));
    }
}
// [retry_after]

// [answer]
void show_answer(std::string_view body) {
    const flaghook::reply reply = flaghook::answer(body);
    std::printf("%d %s\n", reply.status(), reply.answer().c_str());
}
// [answer]

// [answerer]
void show_answers(const std::vector<std::string>& bodies) {
    flaghook::answerer answerer; // reuses its memory
    for (const std::string& body : bodies) {
        const flaghook::reply& reply = answerer.answer(body); // valid until the next call
        std::printf("%s, %zu rows\n", std::string(to_string(reply.outcome())).c_str(),
                    reply.rows().size());
    }
}
// [answerer]

int main() {
    std::printf("%s\n", archive("checkout").flag.c_str());
    show_ids();
    show_times();
    show_endpoint("https://sentry.io/api/0/organizations/acme/flags/hooks/provider/generic/");
    show_endpoint("https://sentry.io/api/0/organizations/acme/flags/hooks/provider/generic");
    show_body("\"caf\xE9\"", "application/json; charset=iso-8859-1");
    show_body("{}", "text/plain");
    show_pause("120");
    show_answer(R"({"data":[]})");
    show_answers({R"({"data":[],"meta":{"version":1}})", "{"});
    show_pause("Thu, 12 Dec 2024 00:01:00 GMT");
}
