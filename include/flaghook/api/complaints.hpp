/// @file
/// Parses the reasons for which the Flags API refuses a request.
#ifndef FLAGHOOK_API_COMPLAINTS_HPP
#define FLAGHOOK_API_COMPLAINTS_HPP

#include <flaghook/document/complaint.hpp>
#include <flaghook/version.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// Parses the reasons from the body of an answer with a status other than 2xx.
///
/// | body | status |
/// |---|---|
/// | an error tree | 400 for bad fields |
/// | an object with a `detail` | 400 for malformed JSON or a bad time range; 401, 403, 404, 429 |
/// | a string | 403 if the secret belongs to another user |
///
/// @param body the body of the answer, any bytes
/// @return the complaints in the answer's order; none for any other body, such as a proxy's page,
/// or one of more than 16 MiB
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `body.size()`.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py and
/// https://www.django-rest-framework.org/api-guide/exceptions/
///
/// @par Example
/// @snippet flags_api.cpp complaints
[[nodiscard]] inline std::vector<complaint> parse_complaints(std::string_view body) {
    const std::optional<boost::json::value> answer = document::detail::parse_answer(body);
    if (!answer) {
        return {};
    }
    std::vector<complaint> result = document::detail::collect_complaints(*answer, body.size());
    if (result.empty()) {
        const std::optional<std::string> words = answer->is_string()
                                                     ? document::detail::text_of(*answer)
                                                     : document::detail::member_detail(*answer);
        if (words) {
            result.push_back({{}, *words});
        }
    }
    return result;
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
