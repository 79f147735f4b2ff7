#include "listen/arrival_report.hpp"

#include "tool/options.hpp"
#include "tool/output.hpp"
#include "tool/verdict.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::listen {

namespace {

/// The maximum number of code points to show of a text from the request.
constexpr std::size_t longest_text = 60;

/// The maximum number of rows of a request to show on a line.
constexpr std::size_t most_shown = 3;

/// The maximum number of issues, and of deviations, to explain below a request.
constexpr std::size_t most_findings = 10;

/// Lists the first few elements.
template <class Elements, class Describe>
std::string some_of(const Elements& elements, Describe describe) {
    std::string result;
    for (std::size_t index = 0; index < elements.size() && index < most_shown; ++index) {
        result += (index == 0 ? "" : "; ") + describe(elements[index]);
    }
    if (elements.size() > most_shown) {
        result += "; and " + std::to_string(elements.size() - most_shown) + " more";
    }
    return result;
}

std::string describe_accepted(const tool::verdict& verdict, const tool::style& look) {
    const auto& rows = verdict.reply.rows();
    std::string result = ": " + (rows.empty() ? "no changes" : some_of(rows, [](const change& row) {
                             return tool::excerpt(row.flag, longest_text) + " was " +
                                    std::string(to_string(row.action));
                         }));
    if (!verdict.deviations.empty()) {
        result += "; with " + look.doubtful(tool::counted(verdict.deviations.size(), "deviation"));
    }
    return result;
}

std::string describe_request(const arrival& one) {
    return one.method + ' ' + tool::excerpt(one.target, 4 * longest_text) + ": " +
           tool::printable(one.remark);
}

std::string describe_refused(const arrival& one) {
    if (!one.verdict) {
        return describe_request(one);
    }
    if (one.verdict->signature && !one.verdict->signature->matches) {
        return "signature: " + one.verdict->signature->message;
    }
    std::string result = tool::counted(one.verdict->reply.issues().size(), "issue");
    if (!one.verdict->deviations.empty()) {
        result += " and " + tool::counted(one.verdict->deviations.size(), "deviation");
    }
    return result;
}

std::string describe_forwarded(const boost::json::object& what, const tool::style& look) {
    if (const boost::json::value* const message = what.if_contains("message")) {
        return look.bad("not forwarded") + ": " + tool::printable(message->as_string());
    }
    const std::string words =
        std::to_string(what.at("status").as_int64()) + ' ' + what.at("outcome").as_string().c_str();
    return "forwarded, answered with " +
           (what.at("accepted").as_bool() ? look.good(words) : look.bad(words));
}

} // namespace

std::string lines_about(const arrival& one, const tool::style& look) {
    constexpr std::size_t date_width = std::string_view("2026-01-01T").size();
    constexpr std::size_t time_width = std::string_view("12:00:00.000").size();
    std::string result = to_string(one.at, fraction::always).substr(date_width, time_width) + ' ' +
                         std::to_string(one.status) + ' ';
    if (one.is_replaced()) {
        result += look.doubtful("scripted") + ": " + tool::printable(one.remark);
    } else if (one.is_accepted()) {
        result += look.good("accepted") + describe_accepted(*one.verdict, look);
    } else if (one.status >= 200 && one.status <= 299 && !one.verdict) {
        result += look.good("answered") + ": " + describe_request(one);
    } else {
        result += look.bad("refused") + ": " + describe_refused(one);
    }
    result += '\n';
    if (one.sent_again) {
        result += "  sent again " + tool::seconds_text(one.sent_again->second) +
                  " after the answer " + one.sent_again->first + '\n';
    }
    if (one.forwarded) {
        result += "  " + describe_forwarded(*one.forwarded, look) + '\n';
    }
    if (one.verdict) {
        result += tool::findings(*one.verdict, most_findings, look);
    }
    return tool::with_short_lines(result);
}

std::string json_line_about(const arrival& one) {
    boost::json::object result{{"schema", tool::output_schema},
                               {"at", to_string(one.at, fraction::always)},
                               {"method", one.method},
                               {"target", one.target},
                               {"status", one.status}};
    if (one.verdict) {
        for (auto& [name, value] : tool::to_json(*one.verdict)) {
            if (name != "file") {
                result[name] = std::move(value);
            }
        }
    } else {
        result["answer"] =
            one.answer.empty() ? boost::json::value() : boost::json::parse(one.answer);
        result["accepted"] = false;
        for (const char* const list : {"rows", "issues", "deviations"}) {
            result[list] = boost::json::array();
        }
        result["signature"] = nullptr;
    }
    result["scripted"] =
        one.scripted.empty() ? boost::json::value() : boost::json::value(one.scripted);
    result["sent_again"] =
        one.sent_again ? boost::json::value(boost::json::object{{"answer", one.sent_again->first},
                                                                {"after", one.sent_again->second}})
                       : boost::json::value();
    result["forwarded"] = one.forwarded ? boost::json::value(*one.forwarded) : boost::json::value();
    result["remark"] = one.remark.empty() ? boost::json::value() : boost::json::value(one.remark);
    return tool::ascii_json(boost::json::serialize(result)) + '\n';
}

} // namespace flaghook::listen
