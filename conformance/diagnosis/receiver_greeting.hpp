/// @file
/// Why a receiver cannot be judged, told from what it makes of one right request.
#ifndef FLAGHOOK_DIAGNOSIS_RECEIVER_GREETING_HPP
#define FLAGHOOK_DIAGNOSIS_RECEIVER_GREETING_HPP

#include "tool/http_client.hpp"

#include <string>

namespace flaghook::diagnosis {

/// Why the answer to a right request says that no receiver is there, or that it is another's: a
/// secret, an organization, a path or a slash is wrong, or the scheme. Empty where the receiver can
/// be judged, whatever it makes of the request.
/// @param limits of the one request that may be needed to find out
[[nodiscard]] std::string explain_answer(const std::string& url, const tool::http_response& answer,
                                         const tool::http_limits& limits);

/// Why there is no answer. Whether the port speaks the other of `http` and `https` is tried out.
[[nodiscard]] std::string explain_silence(const std::string& url,
                                          const tool::transport_error& failure,
                                          const tool::http_limits& limits);

} // namespace flaghook::diagnosis

#endif
