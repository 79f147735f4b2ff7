/// @file
/// Queries of the audit log.
#ifndef FLAGHOOK_API_FLAG_LOG_QUERY_HPP
#define FLAGHOOK_API_FLAG_LOG_QUERY_HPP

#include <flaghook/api/uri_text.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/refusal.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/server/date_time.hpp>
#include <flaghook/server/integer.hpp>
#include <flaghook/server/message.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// The documented parameters of `GET .../flags/logs/`.
///
/// All are optional. Without any, Sentry returns the entries of the last 90 days, in pages of its
/// default size.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet flags_api.cpp query
struct flag_log_query {
    /// Restricts the answer to entries of these flags.
    std::vector<std::string> flags{};
    /// Restricts the answer to entries at or after this time. Requires `end`.
    std::optional<timestamp> start{};
    /// Restricts the answer to entries before this time. Requires `start`.
    std::optional<timestamp> end{};
    /// Restricts the answer to the latest entries, such as those of the last `24h`. It replaces
    /// `start` and `end`. A number without a unit is in seconds:
    /// @code{.unparsed}
    /// stats-period = 1*DIGIT [ "s" / "m" / "h" / "d" / "w" ]    ; the number is not zero
    /// @endcode
    std::optional<std::string> stats_period{};
    /// The page, as named by the answer with the page before it; see `next_cursor`.
    std::optional<std::string> cursor{};
    /// The maximum number of entries of a page: 1 to 100.
    std::optional<std::int64_t> per_page{};
    /// The number of entries to skip: 0 or more.
    std::optional<std::int64_t> offset{};

    /// Compares all parameters.
    friend bool operator==(const flag_log_query&, const flag_log_query&) = default;
};

namespace detail {

/// Checks the form of a `statsPeriod`.
/// @par Source
/// `parse_stats_period` in
/// https://github.com/getsentry/sentry/blob/master/src/sentry/utils/dates.py
[[nodiscard]] constexpr bool is_stats_period(std::string_view text) noexcept {
    constexpr std::string_view digits = "0123456789";
    constexpr std::string_view units = "smhdw";
    if (!text.empty() && units.find(text.back()) != std::string_view::npos) {
        text.remove_suffix(1);
    }
    return !text.empty() && text.find_first_not_of(digits) == std::string_view::npos &&
           text.find_first_not_of('0') != std::string_view::npos;
}

/// Finds the violations of the server's rules.
/// @par Source
/// `get_date_range_from_params` in
/// https://github.com/getsentry/sentry/blob/master/src/sentry/api/utils.py
[[nodiscard]] inline std::vector<issue> check_query(const flag_log_query& query) {
    std::vector<issue> issues;
    for (std::size_t index = 0; index < query.flags.size(); ++index) {
        if (!server::detail::is_utf8(query.flags[index])) {
            issues.emplace_back("flag[" + std::to_string(index) + ']', issue_code::invalid_utf8);
        }
    }
    for (const auto& [name, time] : {std::pair("start", query.start), {"end", query.end}}) {
        if (time && !in_range(*time)) {
            issues.emplace_back(name, issue_code::overflow);
        }
    }
    // If there is a period, the server ignores the times.
    if (!query.stats_period && query.start.has_value() != query.end.has_value()) {
        issues.emplace_back(query.start ? "end" : "start", issue_code::required);
    }
    if (!query.stats_period && query.start && query.end && *query.start >= *query.end) {
        issues.emplace_back("end", issue_code::invalid, "start must be before end");
    }
    if (query.stats_period && !is_stats_period(*query.stats_period)) {
        issues.emplace_back("statsPeriod", issue_code::invalid,
                            "A positive integer with one of the units s, m, h, d and w is "
                            "required.");
    }
    if (query.cursor && !server::detail::is_utf8(*query.cursor)) {
        issues.emplace_back("cursor", issue_code::invalid_utf8);
    }
    if (query.per_page && (*query.per_page < 1 || *query.per_page > 100)) {
        issues.emplace_back("per_page", issue_code::invalid,
                            "Ensure this value is between 1 and 100.");
    }
    if (query.offset && *query.offset < 0) {
        issues.emplace_back("offset", issue_code::invalid,
                            "Ensure this value is greater than or equal to 0.");
    }
    return issues;
}

/// Appends a parameter to a query.
inline void append_parameter(std::string& out, std::string_view name, std::string_view value) {
    out += out.empty() ? "" : "&";
    append_percent_encoded(out, name);
    out += '=';
    append_percent_encoded(out, value);
}

/// Returns the decoded values of a parameter, in their order.
[[nodiscard]] inline std::vector<std::string> parameters(std::string_view query,
                                                         std::string_view name) {
    std::vector<std::string> result;
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(pair.size() == query.size() ? pair.size() : pair.size() + 1);
        const std::size_t equals = pair.find('=');
        if (decode_form_text(pair.substr(0, equals)) == name) {
            result.push_back(decode_form_text(
                equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1)));
        }
    }
    return result;
}

/// Returns the decoded last value of a parameter. The server ignores the others.
[[nodiscard]] inline std::optional<std::string> last_parameter(std::string_view query,
                                                               std::string_view name) {
    std::vector<std::string> texts = parameters(query, name);
    return texts.empty() ? std::nullopt : std::optional(std::move(texts.back()));
}

/// Reads parameters by the server's rules, and reports invalid ones.
class query_reader {
public:
    query_reader(std::string_view query, std::vector<issue>& issues) noexcept
        : query_(query), issues_(issues) {}

    [[nodiscard]] std::optional<timestamp> read_time(const char* name) {
        const std::optional<std::string> text = last_parameter(query_, name);
        if (!text) {
            return std::nullopt;
        }
        const server::detail::date_time read = server::detail::is_utf8(*text)
                                                   ? server::detail::read_date_time(*text)
                                                   : server::detail::date_time{};
        if (read.outcome != server::detail::date_time_outcome::valid) {
            issues_.emplace_back(name, issue_code::invalid,
                                 server::detail::message::not_a_date_time);
            return std::nullopt;
        }
        return read.instant;
    }

    [[nodiscard]] std::optional<std::int64_t> read_number(const char* name) {
        const std::optional<std::string> text = last_parameter(query_, name);
        if (!text) {
            return std::nullopt;
        }
        const auto read =
            server::detail::is_utf8(*text) && text->size() <= server::detail::max_integer_text
                ? server::detail::read_integer(*text)
                : std::nullopt;
        if (!read) {
            issues_.emplace_back(name, issue_code::invalid,
                                 server::detail::message::not_an_integer);
            return std::nullopt;
        }
        return read->nearest_int64();
    }

private:
    std::string_view query_;
    std::vector<issue>& issues_;
};

} // namespace detail

/// Writes the query part of a URL, without the question mark.
///
/// The parameters are in the documented order. Names and values are percent-encoded.
/// @param query the query
/// @return the query part, empty for a query without parameters; or all issues: a parameter out of
/// range, `start` without `end` or the reverse, `stats_period` together with a time, text that is
/// not UTF-8
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the texts.
///
/// @par Example
/// @snippet flags_api.cpp query
[[nodiscard]] inline result<std::string> serialize_query(const flag_log_query& query) {
    std::vector<issue> issues = detail::check_query(query);
    if (query.stats_period && (query.start || query.end)) {
        issues.emplace_back("statsPeriod", issue_code::invalid,
                            "Give either a period or start and end.");
    }
    if (!issues.empty()) {
        return refusal(400, std::move(issues));
    }
    std::string result;
    for (const std::string& flag : query.flags) {
        detail::append_parameter(result, "flag", flag);
    }
    for (const auto& [name, time] : {std::pair("start", query.start), {"end", query.end}}) {
        if (time) {
            detail::append_parameter(result, name, to_string(*time));
        }
    }
    for (const auto& [name, text] :
         {std::pair("statsPeriod", query.stats_period), {"cursor", query.cursor}}) {
        if (text) {
            detail::append_parameter(result, name, *text);
        }
    }
    for (const auto& [name, number] :
         {std::pair("per_page", query.per_page), {"offset", query.offset}}) {
        if (number) {
            detail::append_parameter(result, name, std::to_string(*number));
        }
    }
    return result;
}

/// Parses the query part of a URL as the server does, for simulations of Sentry.
///
/// The parameters may be in any order, and unknown parameters are ignored. If a parameter is
/// repeated, the last value counts; of `flag`, all values count. If there is a `statsPeriod`,
/// `start` and `end` are ignored.
/// @code{.unparsed}
/// query     = [ parameter *( "&" parameter ) ]
/// parameter = name [ "=" value ]    ; both percent-encoded, a space also as "+"
/// @endcode
/// @param query the part of the URL after the question mark, any bytes
/// @return the query, or all issues
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `query.size()`.
[[nodiscard]] inline result<flag_log_query> parse_query(std::string_view query) {
    std::vector<issue> issues;
    detail::query_reader reader(query, issues);
    flag_log_query result;
    result.flags = detail::parameters(query, "flag");
    result.stats_period = detail::last_parameter(query, "statsPeriod");
    if (!result.stats_period) {
        result.start = reader.read_time("start");
        result.end = reader.read_time("end");
    }
    result.cursor = detail::last_parameter(query, "cursor");
    result.per_page = reader.read_number("per_page");
    result.offset = reader.read_number("offset");
    if (issues.empty()) {
        issues = detail::check_query(result);
    }
    if (!issues.empty()) {
        return refusal(400, std::move(issues));
    }
    return result;
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
