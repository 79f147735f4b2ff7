/// @file
/// Fetching an audit log, page by page.
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

/// The most bytes of all pages together.
inline constexpr std::size_t longest_log = std::size_t{64} << 20U;

/// What is asked for.
struct log_request {
    /// As `check_log_url` takes it.
    std::string url{};
    flag_log_query query{};
    /// The most pages.
    std::size_t pages = 100;
    /// How long each page may take.
    http_limits time{};
    parse_limits limits{};
};

/// An answer that is no page of the log. Where the server repeats the token, it is left out.
struct refused_log {
    http_response response{};
    /// What the answer complains of, if it can be read.
    std::vector<complaint> complaints{};
    /// What is wrong with an answer that should be a page; otherwise empty.
    std::string defect{};
};

/// Says what is wrong with a URL as that of an audit log; empty when nothing is. Like that of a
/// webhook, it has to be `https` unless the host is this machine, and may carry neither a query nor
/// a password.
[[nodiscard]] std::string check_log_url(std::string_view url);

/// Fetches the log.
///
/// Further pages are asked of the same URL, with the cursor that the header `Link` names. Where
/// else a link points to does not matter: Sentry writes its configured host there, whichever host
/// was asked, and the token has no business anywhere but at the place it was given for.
/// @return the log without repeated entries, or the first answer that is no page
/// @throw unusable when the query breaks the server's rules
/// @throw transport_error when there is no answer
[[nodiscard]] std::variant<audit_log, refused_log> fetch_log(const log_request& request,
                                                             const secret& token);

} // namespace flaghook::tool

#endif
