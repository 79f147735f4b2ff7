/// @file
/// Fetches an audit log page by page.
#ifndef FLAGHOOK_TOOL_LOG_CLIENT_HPP
#define FLAGHOOK_TOOL_LOG_CLIENT_HPP

#include <flaghook/api/flag_log_query.hpp>
#include <flaghook/document/complaint.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/signature/secret.hpp>

#include "tool/audit_log.hpp"
#include "tool/http_client.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace flaghook::tool {

/// The maximum size of all pages together, in bytes.
inline constexpr std::size_t longest_log = std::size_t{64} << 20U;

/// Describes which log to fetch, and how.
struct log_request {
    /// A URL that `check_log_url` accepts.
    std::string url{};
    flag_log_query query{};
    /// The maximum number of pages.
    std::size_t pages = 100;
    /// The timeouts for each page.
    http_limits time{};
    parse_limits limits{};
};

/// An answer that is not a page of the log. If the server repeats the token, it is removed.
struct refused_log {
    http_response response{};
    /// The errors in the answer, if it can be parsed.
    std::vector<complaint> complaints{};
    /// Explains why an answer with status 200 is not a page; otherwise empty.
    std::string defect{};
};

/// Checks the URL of an audit log; returns an empty text, or what is wrong with it. As for a
/// webhook, the scheme must be `https` unless the host is this machine, and a query or a password
/// is not allowed.
/// @param allow_http whether the scheme may be `http` for each host
[[nodiscard]] std::string check_log_url(const std::string& url, bool allow_http);

/// Fetches the log.
///
/// Further pages are fetched from the same URL, with the cursor from the `Link` header. The rest of
/// the link is ignored: Sentry writes its configured host there, and the token must be sent only to
/// the host that it was given for.
/// @return the log without repeated entries, or the first answer that is not a page
/// @throw unusable if the query breaks the server's rules
/// @throw transport_error if there is no answer
[[nodiscard]] std::variant<audit_log, refused_log> fetch_log(const log_request& request,
                                                             const secret& token);

} // namespace flaghook::tool

#endif
