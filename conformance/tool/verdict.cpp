#include "tool/verdict.hpp"

#include <flaghook/model/timestamp.hpp>
#include <flaghook/webhook/content_type.hpp>

#include "tool/output.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace flaghook::tool {

verdict receive(const std::string& file, std::string_view body, const receiver_options& options,
                std::optional<diagnosis::signature_verdict> signature,
                std::optional<std::string_view> content_type) {
    verdict result;
    result.file = file;
    result.signature = std::move(signature);
    if (result.signature && !result.signature->matches) {
        basic_answerer<blueprint::latest> unauthorized;
        static_cast<void>(unauthorized.unauthorized());
        result.reply = std::move(unauthorized).take();
        return result;
    }
    receiver_options with_deviations = options;
    with_deviations.deviations = true;
    basic_answerer<blueprint::latest> decide(with_deviations);
    std::string memory;
    const flaghook::result<std::string_view> text =
        body.size() > options.limits.body_size ? body : decode_body(body, content_type, memory);
    static_cast<void>(text ? decide.answer(*text) : decide.refuse(text.error()));
    result.reply = std::move(decide).take();
    if (result.reply.outcome() != delivery_outcome::malformed) {
        // A body that is not JSON was parsed only up to the error.
        result.deviations = result.reply.deviations();
    }
    result.about_issues = diagnosis::explain(text ? *text : body, result.reply.issues());
    result.about_deviations = diagnosis::explain(text ? *text : body, result.deviations);
    return result;
}

std::optional<std::string> why_not_judged(const verdict& verdict) {
    for (const issue& one : verdict.reply.issues()) {
        if (one.code() == issue_code::too_many_items) {
            return display_name(verdict.file) + " is over the limit of " + one.detail() +
                   " changes and was not judged, since Sentry's own limits are wider; raise the "
                   "limit with --max-items";
        }
    }
    return std::nullopt;
}

namespace {

constexpr std::size_t most_complaints = 50;

/// The maximum number of characters of a message to show.
constexpr std::size_t longest_complaint = 2000;

} // namespace

std::string lines_of(std::span<const complaint> complaints) {
    std::string result;
    const std::size_t shown = std::min(complaints.size(), most_complaints);
    for (const complaint& one : complaints.first(shown)) {
        result += "  " + (one.path.empty() ? std::string() : printable(one.path) + ": ") +
                  beginning(one.message, longest_complaint) + '\n';
    }
    if (shown != complaints.size()) {
        result += "  and " + std::to_string(complaints.size() - shown) +
                  " more; --format json shows all\n";
    }
    return result;
}

boost::json::array to_json(std::span<const complaint> complaints) {
    boost::json::array result;
    result.reserve(complaints.size());
    for (const complaint& one : complaints) {
        result.push_back({{"path", one.path}, {"message", one.message}});
    }
    return result;
}

namespace {

boost::json::object to_json(const change& row) {
    return {{"action", to_string(row.action)},
            {"change_id", row.id.to_string()},
            {"created_at", to_string(row.created_at, fraction::always)},
            {"created_by", row.created_by.id},
            {"created_by_type", to_string(row.created_by.type)},
            {"flag", row.flag}};
}

boost::json::value or_null(const std::string& text) {
    return text.empty() ? boost::json::value() : boost::json::value(text);
}

boost::json::object finding_to_json(const issue& one, const diagnosis::explanation& about) {
    return {{"path", one.path()},
            {"code", to_string(one.code())},
            {"message", one.message()},
            {"expected", about.expected},
            {"came", about.came ? boost::json::value(*about.came) : boost::json::value()},
            {"cause", or_null(about.cause)}};
}

boost::json::object finding_to_json(const deviation& one, const diagnosis::explanation& about) {
    return {{"path", one.path()},
            {"code", to_string(one.code())},
            {"message", one.message()},
            {"came", about.came ? boost::json::value(*about.came) : boost::json::value()},
            {"cause", or_null(about.cause)}};
}

template <class Finding>
boost::json::array to_array(const std::vector<Finding>& findings,
                            const std::vector<diagnosis::explanation>& about) {
    boost::json::array result;
    result.reserve(findings.size());
    for (std::size_t index = 0; index < findings.size(); ++index) {
        result.emplace_back(finding_to_json(findings[index], about[index]));
    }
    return result;
}

boost::json::array to_array(std::span<const change> rows) {
    boost::json::array result;
    result.reserve(rows.size());
    for (const change& row : rows) {
        result.emplace_back(to_json(row));
    }
    return result;
}

} // namespace

boost::json::object to_json(const verdict& verdict) {
    const auto& reply = verdict.reply;
    boost::json::object result;
    result["file"] = verdict.file;
    result["status"] = reply.status();
    result["answer"] =
        reply.answer().empty() ? boost::json::value() : boost::json::parse(reply.answer());
    result["accepted"] = reply.accepted();
    result["rows"] = to_array(reply.rows());
    result["issues"] = to_array(reply.issues(), verdict.about_issues);
    result["deviations"] = to_array(verdict.deviations, verdict.about_deviations);
    result["signature"] = verdict.signature
                              ? boost::json::value(diagnosis::to_json(*verdict.signature))
                              : boost::json::value();
    return result;
}

boost::json::object to_json(const std::string& file, const std::string& error) {
    return {{"file", file}, {"error", error}};
}

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

/// Returns one line with Sentry's decision: `accepted: Sentry would answer 200 with an empty body
/// and record 2 changes`.
std::string headline(const verdict& verdict, const style& look) {
    return verdict.reply.accepted() ? look.good("accepted") + accepted_line(verdict)
                                    : look.bad("refused") + refused_line(verdict);
}

} // namespace

std::string description(const change& row) {
    return excerpt(row.flag, row.flag.size()) + " was " + std::string(to_string(row.action)) +
           " at " + to_string(row.created_at, fraction::always) + " by the " +
           std::string(to_string(row.created_by.type)) + ' ' +
           excerpt(row.created_by.id, row.created_by.id.size()) + ", change_id " +
           row.id.to_string();
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
