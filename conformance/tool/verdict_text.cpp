#include "tool/verdict_text.hpp"

#include <flaghook/model/timestamp.hpp>

#include "tool/input_name.hpp"
#include "tool/printable.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace flaghook::tool {

namespace {

/// The maximum number of characters of a message to show; it may repeat text from the body.
constexpr std::size_t longest_message = 200;

/// Formats a finding's message and, below it, the expected form, the value in the body and the
/// cause.
template <class Finding>
std::string findings_text(const Finding& one, const diagnosis::explanation& about,
                          const std::string& indent) {
    std::string result = beginning(one.message(), longest_message);
    std::string values = about.came ? "got " + *about.came : std::string();
    if (!about.expected.empty()) {
        values = "expected " + about.expected + (values.empty() ? "" : ", " + values);
    }
    if (!values.empty()) {
        result += '\n' + indent + values;
    }
    if (!about.cause.empty()) {
        result += '\n' + indent + "likely cause: " + about.cause;
    }
    return result;
}

std::string path_text(const std::string& path) {
    return path.empty() ? "the body" : path;
}

/// Lists the first few elements, one per line, below a heading.
template <class Element, class Line>
std::string section(const std::string& heading, std::span<const Element> elements, std::size_t most,
                    const style& look, Line line) {
    if (elements.empty()) {
        return {};
    }
    std::string result = "  " + look.strong(heading) + '\n';
    const std::size_t shown = std::min(elements.size(), most);
    for (std::size_t index = 0; index < shown; ++index) {
        result += "    " + line(elements[index], index) + '\n';
    }
    if (shown < elements.size()) {
        result += "    and " + std::to_string(elements.size() - shown) +
                  " more; --format json shows all\n";
    }
    return result;
}

std::string issue_section(const verdict& verdict, std::size_t most, const style& look) {
    return section("issues", std::span(verdict.reply.issues()), most, look,
                   [&](const issue& one, std::size_t index) {
                       return look.bad(path_text(one.path())) + ": " +
                              findings_text(one, verdict.about_issues[index], "      ");
                   });
}

std::string deviation_section(const verdict& verdict, std::size_t most, const style& look) {
    return section("deviations from the documentation", std::span(verdict.deviations), most, look,
                   [&](const deviation& one, std::size_t index) {
                       return look.doubtful(path_text(one.path())) + ": " +
                              findings_text(one, verdict.about_deviations[index], "      ");
                   });
}

std::string row_section(const verdict& verdict, const style& look) {
    return section("recorded", std::span(verdict.reply.rows()), most_shown, look,
                   [](const change& row, std::size_t) { return description(row); });
}

std::string answer_section(const verdict& verdict, const style& look) {
    const std::string answer = ascii_json(verdict.reply.answer());
    if (answer.empty()) {
        return {};
    }
    return "  " + look.strong("answer") + "\n    " + answer.substr(0, longest_answer) +
           (answer.size() > longest_answer
                ? "... (" + counted(answer.size(), "byte") + "; --format json shows all)"
                : "") +
           '\n';
}

std::string signature_line(const diagnosis::signature_verdict& signature, const style& look) {
    return "  " + look.strong("signature") + ": " +
           (signature.matches
                ? signature.message
                : signature.message +
                      "\n    the body was not judged; leave out --signature to judge it") +
           '\n';
}

std::string accepted_line(const verdict& verdict) {
    const std::size_t count = verdict.reply.rows().size();
    return ": Sentry would answer 200 with an empty body and record " +
           (count == 0 ? "nothing" : counted(count, "change"));
}

std::string refused_line(const verdict& verdict) {
    switch (verdict.reply.status()) {
    case 401:
        return ": the signature does not fit; Sentry would answer 401 and record nothing";
    case 400:
        return ": Sentry cannot parse the body as JSON; it would answer 400 and record nothing";
    case 500:
        return verdict.reply.issues().front().code() == issue_code::too_deep
                   ? ": Sentry would fail to read the body, answer 500 and record nothing"
                   : ": Sentry would fail to write its answer, respond with 500 and record nothing";
    default:
        return ": Sentry would answer 200 with an error tree and record nothing";
    }
}

} // namespace

std::string description(const change& row) {
    return excerpt(row.flag, row.flag.size()) + " was " + std::string(to_string(row.action)) +
           " at " + to_string(row.created_at, fraction::always) + " by the " +
           std::string(to_string(row.created_by.type)) + ' ' +
           excerpt(row.created_by.id, row.created_by.id.size()) + ", change_id " +
           row.id.to_string();
}

std::string headline(const verdict& verdict, const style& look) {
    return verdict.reply.accepted() ? look.good("accepted") + accepted_line(verdict)
                                    : look.bad("refused") + refused_line(verdict);
}

std::string findings(const verdict& verdict, std::size_t most, const style& look) {
    return issue_section(verdict, most, look) + deviation_section(verdict, most, look);
}

std::string report(const verdict& verdict, const style& look) {
    std::string result =
        printable(display_name(verdict.file)) + ": " + headline(verdict, look) + '\n';
    if (verdict.signature) {
        result += signature_line(*verdict.signature, look);
    }
    result += findings(verdict, most_shown, look);
    result += row_section(verdict, look);
    result += answer_section(verdict, look);
    return with_short_lines(result);
}

} // namespace flaghook::tool
