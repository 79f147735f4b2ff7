/// @file
/// Explains why a receiver cannot be tested, judging by its answer to one valid request.
#ifndef FLAGHOOK_DIAGNOSIS_RECEIVER_GREETING_HPP
#define FLAGHOOK_DIAGNOSIS_RECEIVER_GREETING_HPP

#include "tool/http.hpp"

#include <string>

namespace flaghook::diagnosis {

/// Explains why the answer to a valid request shows that the URL or the secret is wrong: no
/// receiver answers there, another one does, or the secret, organization, path, trailing slash or
/// scheme is wrong. Empty if the receiver can be tested, whatever its answer.
/// @param limits for the one extra request that may be needed to find the reason
[[nodiscard]] std::string explain_answer(const std::string& url, const tool::http_response& answer,
                                         const tool::http_limits& limits);

/// Explains why there is no answer. Tries whether the port speaks the other scheme of `http` and
/// `https`.
[[nodiscard]] std::string explain_silence(const std::string& url,
                                          const tool::transport_error& failure,
                                          const tool::http_limits& limits);

} // namespace flaghook::diagnosis

#endif
