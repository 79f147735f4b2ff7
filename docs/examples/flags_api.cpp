// The rest of the Flags API: the audit log and the signing secrets. Prints requests instead of
// sending them, and reads answers that are written here.
#include <flaghook/flaghook.hpp>

#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>

void print(const flaghook::refusal& refused) {
    for (const flaghook::issue& issue : refused.issues()) {
        std::printf("%s: %s\n", issue.path().c_str(), issue.message().c_str());
    }
}

// [names]
static_assert(flaghook::to_string(flaghook::change_action::updated) == "updated");
static_assert(flaghook::from_string<flaghook::change_action>("updated") ==
              flaghook::change_action::updated);
static_assert(!flaghook::from_string<flaghook::change_action>("toggled"));
// [names]

// [query]
/// Prints the request for a page of the audit log.
void ask(const flaghook::flag_log_query& query) {
    const flaghook::result<std::string> text = flaghook::serialize_query(query);
    if (!text) {
        print(text.error());
        return;
    }
    std::printf("GET %s?%s\n", flaghook::flag_logs_path("acme").c_str(), text->c_str());
}
// [query]

// [page]
/// Prints the entries of a page of the audit log.
void show(std::string_view body) {
    const flaghook::result<flaghook::flag_log_page> page = flaghook::parse_flag_log_page(body);
    if (!page) {
        print(page.error());
        return;
    }
    for (const flaghook::flag_log_entry& entry : page->data) {
        std::printf("%s %s %s\n", flaghook::to_string(entry.created_at).c_str(),
                    std::string(to_string(entry.action)).c_str(), entry.flag.c_str());
    }
}
// [page]

// [next_page]
/// Asks for the page after the one whose answer has the header `Link: <link>`.
bool ask_for_next(flaghook::flag_log_query query, std::string_view link) {
    query.cursor = flaghook::next_cursor(link);
    if (!query.cursor) {
        return false; // that was the last page
    }
    ask(query);
    return true;
}
// [next_page]

// [register]
/// Prints the request that registers a secret, with the secret redacted.
void register_secret(const flaghook::secret& secret) {
    const auto request =
        flaghook::signing_secret_request::make(flaghook::flag_provider::generic, secret);
    if (!request) {
        print(request.error());
        return;
    }
    // Send request->body() as application/json
    std::printf("POST %s (%zu bytes, secret %s)\n", flaghook::signing_secrets_path("acme").c_str(),
                request->body().size(), flaghook::redact(secret).c_str());
}
// [register]

// [list]
/// Registers a secret as a server does, and prints the page that lists it, redacted.
void list_registered(std::string_view request_body) {
    const auto registered = flaghook::parse_registration(request_body);
    if (!registered) {
        print(registered.error());
        return;
    }
    const flaghook::signing_secret_page page{
        {{.created_at = std::chrono::sys_days{std::chrono::year{2024} / 12 / 12},
          .id = 1,
          .provider = std::string(to_string(registered->provider)),
          .redacted = flaghook::redact(registered->signing_secret)}}};
    const auto body = flaghook::serialize_signing_secret_page(page);
    std::printf("%s\n", body ? body->c_str() : body.error().message().c_str());
}
// [list]

// [complaints]
/// Prints why Sentry refused a request, from the body of an answer with a status other than 2xx.
void show_complaints(std::string_view answer) {
    for (const flaghook::complaint& complaint : flaghook::parse_complaints(answer)) {
        std::printf("%s: %s\n", complaint.path.c_str(), complaint.message.c_str());
    }
}
// [complaints]

int main() {
    flaghook::flag_log_query query{.flags = {"checkout"}, .stats_period = "24h", .per_page = 50};
    ask(query);
    query.per_page = 101;
    ask(query);
    query.per_page.reset();
    const flaghook::flag_log_entry entry{
        .action = flaghook::change_action::updated,
        .created_at = std::chrono::sys_days{std::chrono::year{2024} / 12 / 12},
        .flag = "checkout",
        .id = 1};
    const auto body = flaghook::serialize_flag_log_page({{entry}});
    const auto secret = flaghook::secret::from_text("0123456789abcdef");
    if (!body || !secret) {
        return 2;
    }
    show(*body);
    show("{}");
    const bool more = ask_for_next(query, R"(<https://sentry.io/>; rel="next"; results="true"; )"
                                          R"(cursor="0:100:0")");
    const bool last = !ask_for_next(query, R"(<https://sentry.io/>; rel="next"; results="false"; )"
                                           R"(cursor="0:200:0")");
    register_secret(*secret);
    list_registered(R"({"provider":"generic","secret":"0123456789abcdef"})");
    show_complaints(R"({"secret":["Ensure this field has at least 10 characters."]})");
    return more && last ? 0 : 1;
}
