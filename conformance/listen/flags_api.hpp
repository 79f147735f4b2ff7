/// @file
/// The resources of the Flags API besides the webhook: the audit log and the signing secrets.
#ifndef FLAGHOOK_LISTEN_FLAGS_API_HPP
#define FLAGHOOK_LISTEN_FLAGS_API_HPP

#include "listen/flag_store.hpp"
#include "listen/http_server.hpp"
#include "listen/stand_in.hpp"

#include <string>

namespace flaghook::listen {

/// Answers a request for one of the API's resources.
/// @param into receives the status, body, links and a remark
/// @return whether the request is for one of them; if not, nothing is done
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
[[nodiscard]] bool answer_api_request(const http_request& request, const std::string& organization,
                                      flag_store& store, arrival& into);

} // namespace flaghook::listen

#endif
