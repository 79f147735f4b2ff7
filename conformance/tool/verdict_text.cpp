#include "tool/verdict_text.hpp"

#include <flaghook/model/timestamp.hpp>

#include "tool/body_file.hpp"
#include "tool/documented_form.hpp"
#include "tool/printable.hpp"
#include "tool/value_finder.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace flaghook::tool {

namespace {

std::string path_text(const std::string& path) {
    return path.empty() ? "the body" : path;
}

/// What to do about an issue: the documented form and what came instead; for some, what to know.
std::string advice(const issue& one, const std::string& came) {
    switch (one.code()) {
    case issue_code::parse_error:
        return "expected JSON text in UTF-8, without byte-order mark, comments, trailing commas, "
               "NaN or Infinity";
    case issue_code::more_issues:
        return "show more of them with --max-issues; the answer below lacks them, too";
    case issue_code::out_of_range:
        return "expected a number of 64 bits, as documented, came " + came +
               "; Sentry itself does not check the range, flaghook does";
    default:
        return "expected " + documented_form<blueprint::latest>(one.location().node) + ", came " +
               (came.empty() ? "nothing" : came);
    }
}

/// Shows the first few of a list, one a line, below a heading.
template <class Element, class Line>
std::string section(const std::string& heading, std::span<const Element> elements,
                    const style& look, Line line) {
    if (elements.empty()) {
        return {};
    }
    std::string result = "  " + look.strong(heading) + '\n';
    const std::size_t shown = std::min(elements.size(), most_shown);
    for (std::size_t index = 0; index < shown; ++index) {
        result += "    " + line(elements[index], index) + '\n';
    }
    if (shown < elements.size()) {
        result += "    and " + std::to_string(elements.size() - shown) +
                  " more, which --format json shows\n";
    }
    return result;
}

std::string issue_section(const verdict& verdict, std::string_view body, const style& look) {
    const std::span<const issue> issues = verdict.reply.issues();
    const std::span<const issue> shown = issues.first(std::min(issues.size(), most_shown));
    const std::vector<std::string> values = find_values(body, shown);
    return section("issues", issues, look, [&](const issue& one, std::size_t index) {
        return look.bad(path_text(one.path())) + ": " + printable(one.message()) + "\n      " +
               advice(one, values[index]);
    });
}

std::string deviation_section(const verdict& verdict, const style& look) {
    return section("deviations from the documentation", std::span(verdict.deviations), look,
                   [&](const deviation& one, std::size_t) {
                       return look.doubtful(path_text(one.path())) + ": " +
                              printable(one.message());
                   });
}

std::string row_section(const verdict& verdict, const style& look) {
    return section("recorded", std::span(verdict.reply.rows()), look,
                   [](const change& row, std::size_t) { return description(row); });
}

std::string answer_section(const verdict& verdict, const style& look) {
    const std::string answer = ascii_json(verdict.reply.answer());
    if (answer.empty()) {
        return {};
    }
    return "  " + look.strong("answer") + "\n    " + answer.substr(0, longest_answer) +
           (answer.size() > longest_answer
                ? "... (" + counted(answer.size(), "byte") + ", which --format json shows)"
                : "") +
           '\n';
}

std::string signature_line(const diagnosis::signature_verdict& signature, const style& look) {
    return "  " + look.strong("signature") + ": " +
           (signature.matches
                ? signature.message
                : signature.message + "\n    the body itself was not judged; leave out --signature "
                                      "to have that done") +
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
        return ": the body is no JSON that Sentry reads; it would answer 400 and record nothing";
    case 500:
        return verdict.reply.issues().front().code() == issue_code::too_deep
                   ? ": Sentry would fail to read the body, give 500 and record nothing"
                   : ": Sentry would fail to write its answer, give 500 and record nothing";
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

std::string report(const verdict& verdict, std::string_view body, const style& look) {
    std::string result =
        printable(display_name(verdict.file)) + ": " + headline(verdict, look) + '\n';
    if (verdict.signature) {
        result += signature_line(*verdict.signature, look);
    }
    result += issue_section(verdict, body, look);
    result += deviation_section(verdict, look);
    result += row_section(verdict, look);
    result += answer_section(verdict, look);
    return result;
}

} // namespace flaghook::tool
