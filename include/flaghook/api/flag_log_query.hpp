/// @file
/// What to ask the audit log for.
#ifndef FLAGHOOK_API_FLAG_LOG_QUERY_HPP
#define FLAGHOOK_API_FLAG_LOG_QUERY_HPP

#include <flaghook/api/uri_text.hpp>
#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/server/date_time.hpp>
#include <flaghook/server/integer.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <boost/system/result.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// The documented parameters of `GET .../flags/logs/`. All may be left out: Sentry then gives the
/// entries of the last 90 days, in pages of its default size.
struct flag_log_query {
    /// Only entries of these flags.
    std::vector<std::string> flags{};
    /// Only entries from this time on; `end` belongs to it.
    std::optional<timestamp> start{};
    /// Only entries before this time; `start` belongs to it.
    std::optional<timestamp> end{};
    /// Only entries of the last while, in place of `start` and `end`: a number with one of the
    /// units `s`, `m`, `h`, `d`, `w`, such as `24h`. Without a unit, seconds.
    std::optional<std::string> stats_period{};
    /// The page, as the one before it named it; see `next_cursor`.
    std::optional<std::string> cursor{};
    /// The most entries of a page: 1 to 100.
    std::optional<std::int64_t> per_page{};
    /// How many entries to pass over: 0 or more.
    std::optional<std::int64_t> offset{};

    friend bool operator==(const flag_log_query&, const flag_log_query&) = default;
};

/// The declaration of the parameters, in the documented order.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
struct flag_log_query_document {
    using payload_type = flag_log_query;
    static constexpr auto payload = blueprint::object(
        blueprint::optional_field("flag", &flag_log_query::flags,
                                  blueprint::list_of(blueprint::any_text{})),
        blueprint::optional_field("start", &flag_log_query::start, blueprint::date_time{}),
        blueprint::optional_field("end", &flag_log_query::end, blueprint::date_time{}),
        blueprint::optional_field("statsPeriod", &flag_log_query::stats_period,
                                  blueprint::any_text{}),
        blueprint::optional_field("cursor", &flag_log_query::cursor, blueprint::any_text{}),
        blueprint::optional_field("per_page", &flag_log_query::per_page, blueprint::integer{}),
        blueprint::optional_field("offset", &flag_log_query::offset, blueprint::integer{}));
};

namespace detail {

[[nodiscard]] inline issue query_issue(std::string_view path, issue_code code,
                                       std::string words = {}, std::size_t item = 0) {
    using document = flag_log_query_document;
    return {location{blueprint::nodes<document>.data(), blueprint::find_node<document>(path), item},
            code, std::move(words)};
}

/// Whether a text is a number with a unit, as `statsPeriod` has it.
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

/// What a query breaks of the server's rules.
/// @par Source
/// `get_date_range_from_params` in
/// https://github.com/getsentry/sentry/blob/master/src/sentry/api/utils.py
[[nodiscard]] inline std::vector<issue> check_query(const flag_log_query& query) {
    std::vector<issue> issues;
    for (std::size_t index = 0; index < query.flags.size(); ++index) {
        if (!server::is_utf8(query.flags[index])) {
            issues.push_back(query_issue("flag.", issue_code::invalid_utf8, {}, index));
        }
    }
    for (const auto& [path, time] : {std::pair("start", query.start), {"end", query.end}}) {
        if (time && !in_range(*time)) {
            issues.push_back(query_issue(path, issue_code::overflow));
        }
    }
    // Where there is a period, the server does not look at the times.
    if (!query.stats_period && query.start.has_value() != query.end.has_value()) {
        issues.push_back(query_issue(query.start ? "end" : "start", issue_code::required));
    }
    if (!query.stats_period && query.start && query.end && *query.start >= *query.end) {
        issues.push_back(query_issue("end", issue_code::invalid, "start must be before end"));
    }
    if (query.stats_period && !is_stats_period(*query.stats_period)) {
        issues.push_back(query_issue("statsPeriod", issue_code::invalid,
                                     "A positive integer with one of the units s, m, h, d and w is "
                                     "required."));
    }
    if (query.cursor && !server::is_utf8(*query.cursor)) {
        issues.push_back(query_issue("cursor", issue_code::invalid_utf8));
    }
    if (query.per_page && (*query.per_page < 1 || *query.per_page > 100)) {
        issues.push_back(query_issue("per_page", issue_code::invalid,
                                     "Ensure this value is between 1 and 100."));
    }
    if (query.offset && *query.offset < 0) {
        issues.push_back(query_issue("offset", issue_code::invalid,
                                     "Ensure this value is greater than or equal to 0."));
    }
    return issues;
}

/// Writes parameters by the rules of their declaration.
class query_writer {
public:
    explicit query_writer(std::string& out) noexcept : out_(out) {}

    template <class Field>
    void write(const Field& field, const flag_log_query& query) {
        write_value(field.name, field.rule, query.*field.member);
    }

private:
    template <class Rule, class Value>
    void write_value(std::string_view name, const Rule& rule, const std::optional<Value>& value) {
        if (value) {
            write_value(name, rule, *value);
        }
    }
    template <class Item>
    void write_value(std::string_view name, const blueprint::list<Item>& rule,
                     const std::vector<std::string>& values) {
        for (const std::string& value : values) {
            write_value(name, rule.item, value);
        }
    }
    void write_value(std::string_view name, const blueprint::any_text&, const std::string& value) {
        write_pair(name, value);
    }
    void write_value(std::string_view name, const blueprint::date_time&, timestamp value) {
        write_pair(name, to_string(value));
    }
    void write_value(std::string_view name, const blueprint::integer&, std::int64_t value) {
        write_pair(name, std::to_string(value));
    }

    void write_pair(std::string_view name, std::string_view value) {
        out_ += out_.empty() ? "" : "&";
        append_percent_encoded(out_, name);
        out_ += '=';
        append_percent_encoded(out_, value);
    }

    std::string& out_;
};

/// Reads the texts of a parameter, which are at least one, by its rule: of a list all, else the
/// last.
/// @return whether what counts has the rule's form
template <class Item>
[[nodiscard]] bool read_texts(const blueprint::list<Item>&, std::vector<std::string>&& texts,
                              std::vector<std::string>& into) {
    into = std::move(texts);
    return true;
}
[[nodiscard]] inline bool read_texts(const blueprint::any_text&, std::vector<std::string>&& texts,
                                     std::optional<std::string>& into) {
    into = std::move(texts.back());
    return true;
}
[[nodiscard]] inline bool read_texts(const blueprint::date_time&, std::vector<std::string>&& texts,
                                     std::optional<timestamp>& into) {
    if (!server::is_utf8(texts.back())) {
        return false;
    }
    const server::date_time read = server::read_date_time(texts.back());
    if (read.outcome != server::date_time_outcome::valid) {
        return false;
    }
    into = read.instant;
    return true;
}
[[nodiscard]] inline bool read_texts(const blueprint::integer&, std::vector<std::string>&& texts,
                                     std::optional<std::int64_t>& into) {
    const std::string& text = texts.back();
    const auto read = server::is_utf8(text) && text.size() <= server::max_integer_text
                          ? server::read_integer(text)
                          : std::nullopt;
    if (read) {
        into = read->nearest_int64();
    }
    return read.has_value();
}

} // namespace detail

/// Writes a query for behind the question mark of a URL: parameters in the documented order, names
/// and values percent-encoded; nothing for a query without parameters.
/// @return the query, or all issues: `end` is missing, `per_page` is not 1 to 100
/// @par Complexity
/// Linear.
///
/// @par Example
/// @code
/// flaghook::flag_log_query query;
/// query.flags = {"checkout"};
/// query.stats_period = "24h";
/// url += '?' + *flaghook::serialize_query(query);  // flag=checkout&statsPeriod=24h
/// @endcode
[[nodiscard]] inline boost::system::result<std::string, std::vector<issue>>
serialize_query(const flag_log_query& query) {
    std::vector<issue> issues = detail::check_query(query);
    if (query.stats_period && (query.start || query.end)) {
        issues.push_back(detail::query_issue("statsPeriod", issue_code::invalid,
                                             "Give either a period or start and end."));
    }
    if (!issues.empty()) {
        return issues;
    }
    std::string result;
    detail::query_writer writer(result);
    std::apply([&](const auto&... field) { (writer.write(field, query), ...); },
               flag_log_query_document::payload.fields);
    return result;
}

/// Reads a query as the server does, for those who stand in for it: parameters in any order, those
/// that are not known ignored, of those that come again the last one (of `flag` all). Where there
/// is a period, it counts, and not `start` and `end`.
/// @param query what stands behind the question mark of a URL, any bytes
/// @return the query, or all issues
/// @par Complexity
/// Linear.
[[nodiscard]] inline boost::system::result<flag_log_query, std::vector<issue>>
parse_query(std::string_view query) {
    using document = flag_log_query_document;
    constexpr const auto& nodes = blueprint::nodes<document>;
    // By the node of the parameter.
    std::array<std::vector<std::string>, nodes.size()> texts;
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(pair.size() == query.size() ? pair.size() : pair.size() + 1);
        const std::size_t equals = pair.find('=');
        const std::size_t node =
            blueprint::find_node<document>(decode_form_text(pair.substr(0, equals)));
        if (node != 0 && node != nodes.size() && nodes[node].parent == 0) {
            texts[node].push_back(decode_form_text(
                equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1)));
        }
    }
    if (!texts[blueprint::find_node<document>("statsPeriod")].empty()) {
        texts[blueprint::find_node<document>("start")].clear();
        texts[blueprint::find_node<document>("end")].clear();
    }
    flag_log_query result;
    std::vector<issue> issues;
    const auto read = [&](const auto& field) {
        std::vector<std::string>& given = texts[blueprint::find_node<document>(field.name)];
        if (!given.empty() &&
            !detail::read_texts(field.rule, std::move(given), result.*field.member)) {
            issues.push_back(detail::query_issue(field.name, issue_code::invalid));
        }
    };
    std::apply([&](const auto&... field) { (read(field), ...); }, document::payload.fields);
    if (issues.empty()) {
        issues = detail::check_query(result);
    }
    if (!issues.empty()) {
        return issues;
    }
    return result;
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
