// Parsing and writing without a signature: one body, many bodies, and refusals.
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

// [limits]
bool is_accepted(std::string_view body) {
    // For senders that never send more than a hundred changes at once.
    constexpr flaghook::parse_limits limits{.body_size = 65536, .items = 100};
    return flaghook::parse(body, limits).has_value();
}
// [limits]

// [refusal]
void explain(const flaghook::refusal& refused) {
    for (const flaghook::issue& issue : refused.issues()) {
        std::printf("%s: %s\n", issue.path().c_str(), issue.message().c_str());
    }
    // What Sentry answers: status 200 for bad fields
    std::printf("%d %s\n", refused.status(), refused.answer().c_str());
}
// [refusal]

// [location]
void list_types(const flaghook::refusal& refused) {
    for (const flaghook::issue& issue : refused.issues()) {
        const flaghook::field_location& location = issue.location();
        const std::string type(location.declaration().documented_type);
        std::printf("%s is a %s\n", location.to_string().c_str(), type.c_str());
    }
}
// [location]

// [error_tree]
std::string answer_of_newer_servers(const flaghook::refusal& refused) {
    return flaghook::serialize_error_tree(refused.issues(), refused.item_count(),
                                          flaghook::tree_form::index_keyed);
}
// [error_tree]

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

// [serialize_to]
void write_all(const std::vector<flaghook::payload>& payloads) {
    std::string body; // keeps its memory from payload to payload
    for (const flaghook::payload& payload : payloads) {
        if (const auto written = flaghook::serialize_to(body, payload); !written) {
            explain(written.error());
            continue;
        }
        std::printf("%zu bytes\n", body.size());
    }
}
// [serialize_to]

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
    write_all({flaghook::payload{}, payload});
    if (const auto refused = flaghook::serialize(payload); !refused) {
        list_types(refused.error());
        std::printf("%s\n", answer_of_newer_servers(refused.error()).c_str());
    }
    return nothing && is_accepted(body) ? 0 : 1;
}
