#include <flaghook/model/timestamp.hpp>
#include <flaghook/server/text.hpp>

#include "tool/audit_log.hpp"
#include "tool/delivery_report.hpp"
#include "tool/files.hpp"
#include "tool/output.hpp"
#include "tool/verdict.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace flaghook::tool {

namespace {

/// The maximum number of characters to show of a text from the log: the maximum length of a flag.
constexpr std::size_t longest_cell = 256;

/// The maximum width of a column to which others are aligned.
constexpr std::size_t widest_column = 48;

/// The maximum number of characters to show of an answer that cannot be parsed.
constexpr std::size_t longest_answer_excerpt = 200;

using table_row = std::array<std::string, 6>;

/// Returns a plain name unchanged; quotes anything else, so that it cannot look like several
/// columns.
std::string word(const std::optional<std::string>& name) {
    constexpr std::string_view of_names = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    if (!name) {
        return "-";
    }
    const bool is_plain = !name->empty() && name->size() <= longest_cell &&
                          name->find_first_not_of(of_names) == std::string::npos;
    return is_plain ? *name : excerpt(*name, longest_cell);
}

std::string author_cell(const flag_log_entry& entry) {
    std::string result(entry.created_by_type ? flaghook::to_string(*entry.created_by_type) : "-");
    return entry.created_by ? result + ' ' + excerpt(*entry.created_by, longest_cell) : result;
}

table_row to_row(const flag_log_entry& entry) {
    return {flaghook::to_string(entry.created_at),
            std::string(flaghook::to_string(entry.action)),
            excerpt(entry.flag, longest_cell),
            author_cell(entry),
            word(entry.provider),
            std::to_string(entry.id)};
}

void append_row(std::string& out, const table_row& row,
                const std::array<std::size_t, std::tuple_size_v<table_row>>& widths) {
    std::size_t missing = 0;
    for (std::size_t column = 0; column < row.size(); ++column) {
        out.append(missing, ' ');
        out += row[column];
        const std::size_t width = server::detail::count_code_points(row[column]);
        missing = 2 + (widths[column] > width ? widths[column] - width : 0);
    }
    out += '\n';
}

std::string lacks_of(const sent_payload& payload, const style& look) {
    const auto& rows = payload.judged.reply.rows();
    const auto missing = static_cast<std::size_t>(std::ranges::count(payload.found, false));
    std::string result = printable(display_name(payload.judged.file)) + ": " +
                         std::to_string(rows.size() - missing) + " of " +
                         counted(rows.size(), "change is", "changes are") + " in the log\n";
    std::size_t shown = 0;
    for (std::size_t index = 0; index < rows.size() && shown < most_shown; ++index) {
        if (!payload.found[index]) {
            result += "  " + look.bad("missing") + ": " + description(rows[index]) + '\n';
            ++shown;
        }
    }
    if (shown < missing) {
        result += "  and " + std::to_string(missing - shown) + " more; --format json shows all\n";
    }
    return result;
}

std::string advice_on(const refused_log& refused) {
    const int status = refused.response.status;
    if (is_redirect(status)) {
        return "The redirect is not followed, since the token would be sent to the new URL: "
               "give that URL if you trust it.";
    }
    switch (status) {
    case 200:
        return "The answer is not a page of an audit log: check the URL.";
    case 400:
        return "The server refuses the query: check options such as --flag and --start.";
    case 401:
        return "The token is not accepted: check --token-file or FLAGHOOK_TOKEN.";
    case 403:
        return "The token does not give access to the log: it needs a scope that reads the "
               "organization, such as org:read.";
    case 404:
        return "There is no such organization, or no audit log: check the URL.";
    case 429:
        return "Too many requests: try again later.";
    default:
        return "This answer is not from Sentry's audit log: check the URL, or try again later.";
    }
}

} // namespace

std::string table_of(const audit_log& log, const style& look) {
    const table_row names{"created_at", "action", "flag", "by", "provider", "id"};
    std::vector<table_row> rows;
    rows.reserve(log.entries.size());
    std::array<std::size_t, std::tuple_size_v<table_row>> widths{};
    const auto widen = [&widths](const table_row& row) {
        for (std::size_t column = 0; column < row.size(); ++column) {
            widths[column] =
                std::max(widths[column],
                         std::min(server::detail::count_code_points(row[column]), widest_column));
        }
    };
    widen(names);
    for (const flag_log_entry& entry : log.entries) {
        rows.push_back(to_row(entry));
        widen(rows.back());
    }
    std::string heading;
    append_row(heading, names, widths);
    heading.pop_back();
    std::string result = log.entries.empty() ? std::string() : look.strong(heading) + '\n';
    for (const table_row& row : rows) {
        append_row(result, row, widths);
    }
    result += counted(log.entries.size(), "entry", "entries") + " on " +
              counted(log.pages, "page", "pages") + '\n';
    if (log.cut) {
        result += look.doubtful("not the whole log") + ": " + *log.cut + '\n';
    }
    return result;
}

std::string report(std::span<const sent_payload> sent, const comparison& result,
                   const audit_log& log, const style& look) {
    std::string text;
    for (const sent_payload& payload : sent) {
        text += payload.judged.reply.accepted() ? lacks_of(payload, look)
                                                : tool::report(payload.judged, look);
    }
    text += (result.is_complete() ? look.good("complete") : look.bad("incomplete")) + ": " +
            counted(result.changes, "change", "changes") + " sent, " +
            std::to_string(result.found) + " found, " + std::to_string(result.missing()) +
            " missing; " + std::to_string(result.refused) + " of " +
            counted(sent.size(), "payload", "payloads") + " refused, so not recorded";
    if (result.again != 0) {
        text += "; " + counted(result.again, "further log entry repeats a sent change",
                               "further log entries repeat sent changes");
    }
    text += '\n';
    if (result.missing() != 0 && log.cut) {
        text +=
            "Missing changes may be in a part of the log that was not read: " + *log.cut + ".\n";
    }
    return text;
}

boost::json::object to_json(const audit_log& log) {
    boost::json::array entries;
    entries.reserve(log.entries.size());
    for (const flag_log_entry& entry : log.entries) {
        entries.push_back(
            {{"action", flaghook::to_string(entry.action)},
             {"createdAt", flaghook::to_string(entry.created_at)},
             {"createdBy", or_null(entry.created_by)},
             {"createdByType", entry.created_by_type
                                   ? boost::json::value(flaghook::to_string(*entry.created_by_type))
                                   : boost::json::value()},
             {"flag", entry.flag},
             {"id", entry.id},
             {"provider", or_null(entry.provider)}});
    }
    boost::json::object result;
    result["pages"] = log.pages;
    result["cut"] = or_null(log.cut);
    result["entries"] = std::move(entries);
    return result;
}

boost::json::object to_json(std::span<const sent_payload> sent, const comparison& result) {
    boost::json::array payloads;
    payloads.reserve(sent.size());
    for (const sent_payload& payload : sent) {
        boost::json::object one = to_json(payload.judged);
        boost::json::array found;
        found.reserve(payload.found.size());
        for (const bool is_there : payload.found) {
            found.emplace_back(is_there);
        }
        one["found"] = std::move(found);
        payloads.push_back(std::move(one));
    }
    return {{"changes", result.changes},   {"found", result.found},
            {"missing", result.missing()}, {"again", result.again},
            {"refused", result.refused},   {"payloads", std::move(payloads)}};
}

std::string report(const refused_log& refused, const style& look) {
    const http_response& response = refused.response;
    std::string result =
        look.bad(std::to_string(response.status) + " no log") + ": " + advice_on(refused) + '\n';
    if (!refused.defect.empty()) {
        result += "  " + printable(refused.defect) + '\n';
    }
    result += lines_of(refused.complaints);
    if (is_redirect(response.status) && response.location) {
        result += "  It redirects to " + excerpt(*response.location, longest_answer) + '\n';
    }
    if (refused.complaints.empty() && !response.body.empty()) {
        result +=
            "  The answer begins with " + excerpt(response.body, longest_answer_excerpt) + '\n';
    }
    return result;
}

boost::json::object to_json(const refused_log& refused) {
    boost::json::array issues = to_json(refused.complaints);
    if (!refused.defect.empty()) {
        issues.push_back({{"path", ""}, {"message", refused.defect}});
    }
    boost::json::object result;
    result["status"] = refused.response.status;
    result["issues"] = std::move(issues);
    result["location"] = or_null(refused.response.location);
    result["advice"] = advice_on(refused);
    return result;
}

std::string_view log_advice(transport_failure failure) noexcept {
    switch (failure) {
    case transport_failure::timed_out:
        return "No complete answer arrived in time: try again, or raise --timeout.";
    case transport_failure::broken_off:
        return "The connection ended without a complete answer: try again.";
    default:
        return advice(failure);
    }
}

} // namespace flaghook::tool
