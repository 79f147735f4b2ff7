// Parsing without a signature: one body, body after body, and what a refusal says.
#include <cstdio>

// [parse]
#include <flaghook/flaghook.hpp>

void show(std::string_view body) {
    const flaghook::result<flaghook::payload> payload = flaghook::parse(body);
    if (payload) {
        for (const flaghook::change& change : payload->data) {
            std::printf("%s was %s\n", change.flag.c_str(),
                        std::string(to_string(change.action)).c_str());
        }
    }
}
// [parse]

// [refusal]
void explain(const flaghook::refusal& refused) {
    for (const flaghook::issue& issue : refused.issues()) {
        std::printf("%s: %s\n", issue.path().c_str(), issue.message().c_str());
    }
    // What Sentry answers: status 200 for bad fields
    std::printf("%d %s\n", refused.status(), refused.answer().c_str());
}
// [refusal]

// [parser]
void show_all(const std::vector<std::string>& bodies) {
    flaghook::parser<> parser({.deviations = true}); // keeps its memory from body to body
    for (const std::string& body : bodies) {
        const auto& parsed = parser.parse(body); // valid until the next call
        if (!parsed) {
            explain(parsed.error());
            continue;
        }
        std::printf("%zu changes\n", parsed->data.size());
        for (const flaghook::deviation& deviation : parsed.deviations()) {
            std::printf("%s: %s\n", deviation.path().c_str(), deviation.message().c_str());
        }
    }
}
// [parser]

// [serialize]
std::string write(const flaghook::payload& payload) {
    const flaghook::result<std::string> body = flaghook::serialize(payload);
    if (!body) {
        explain(body.error());
        return {};
    }
    return *body;
}
// [serialize]

int main() {
    flaghook::payload payload;
    payload.data.push_back({.action = flaghook::change_action::updated,
                            .id = 42,
                            .created_at = std::chrono::sys_days{std::chrono::year{2024} / 12 / 12},
                            .created_by = {"jane", flaghook::author_type::name},
                            .flag = "checkout"});
    const std::string body = write(payload);
    payload.data.front().flag = " ";
    const bool nothing = write(payload).empty();
    show(body);
    std::string text_id = body;
    text_id.replace(text_id.find("42"), 2, "\"42\"");
    show_all({body, text_id, "{}", "{"});
    return nothing ? 0 : 1;
}
