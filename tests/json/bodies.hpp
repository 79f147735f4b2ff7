/// @file
/// Bodies to parse, and the results as text.
#ifndef FLAGHOOK_TESTS_JSON_BODIES_HPP
#define FLAGHOOK_TESTS_JSON_BODIES_HPP

#include <flaghook/json/parse.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::tests {

/// A change that the server accepts, member by member as JSON text. An empty member is left out.
struct change_json {
    std::string action = R"("created")";
    std::string change_id = "1";
    std::string created_at = R"("2024-12-12T00:02:00+00:00")";
    std::string created_by = R"({"id":"me","type":"email"})";
    std::string flag = R"("hello.world")";

    [[nodiscard]] std::string text() const {
        std::string result;
        const auto add = [&result](std::string_view name, std::string_view value) {
            if (!value.empty()) {
                result += result.empty() ? "" : ",";
                result.append("\"").append(name).append("\":").append(value);
            }
        };
        add("action", action);
        add("change_id", change_id);
        add("created_at", created_at);
        add("created_by", created_by);
        add("flag", flag);
        return '{' + result + '}';
    }
};

/// The body with these values of its two members.
inline std::string body_of(std::string_view data, std::string_view meta = R"({"version":1})") {
    std::string body = R"({"data":)";
    body.append(data).append(R"(,"meta":)").append(meta).append("}");
    return body;
}

/// The body with this one change.
inline std::string body_with(const change_json& only) {
    return body_of('[' + only.text() + ']');
}

/// The body with this value of a change's member.
inline std::string body_with(std::string change_json::*member, std::string_view value) {
    change_json changed;
    changed.*member = value;
    return body_with(changed);
}

/// The body with an author of these members, as JSON text.
inline std::string body_by(std::string_view id, std::string_view type) {
    std::string author = R"({"id":)";
    author.append(id).append(R"(,"type":)").append(type).append("}");
    return body_with(&change_json::created_by, author);
}

inline std::string repeated(std::string_view part, std::size_t times) {
    std::string text;
    text.reserve(part.size() * times);
    for (std::size_t time = 0; time < times; ++time) {
        text += part;
    }
    return text;
}

/// The answer's status and body: `200` alone where the body is accepted.
inline std::string answer_to(std::string_view body, tree_form form = tree_form::list,
                             const parse_limits& limits = {}) {
    const auto result = parse(body, limits);
    if (result) {
        return "200";
    }
    return std::to_string(result.error().status()) + ' ' + result.error().answer(form);
}

/// The answer to a body whose one change is refused with this error tree.
inline std::string one_change_refused(std::string_view tree) {
    return R"(200 {"data":[)" + std::string(tree) + "]}";
}

/// Each issue's path and code, in order.
inline std::vector<std::string> issues_of(std::string_view body, const parse_limits& limits = {}) {
    std::vector<std::string> texts;
    const auto result = parse(body, limits);
    if (!result) {
        for (const issue& one : result.error().issues()) {
            texts.push_back(one.path() + ' ' + std::string(to_string(one.code())));
        }
    }
    return texts;
}

/// Each deviation's path and code, in order; and one that says so if the body is refused.
inline std::vector<std::string> deviations_of(std::string_view body) {
    parser<> parser({.deviations = true});
    const auto& parsed = parser.parse(body);
    std::vector<std::string> texts;
    if (!parsed) {
        texts.emplace_back("refused");
    }
    for (const deviation& one : parsed.deviations()) {
        texts.push_back(one.path() + ' ' + std::string(to_string(one.code())));
    }
    return texts;
}

using texts = std::vector<std::string>;

} // namespace flaghook::tests

#endif
