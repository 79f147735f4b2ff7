/// @file
/// Recognizes a text that is hardly a signing secret or a token, but more than it.
#ifndef FLAGHOOK_DIAGNOSIS_SECRET_TEXT_HPP
#define FLAGHOOK_DIAGNOSIS_SECRET_TEXT_HPP

#include <string>
#include <string_view>

namespace flaghook::diagnosis {

/// Explains why a text is probably not exactly the secret: it has quotes, a name in front of it,
/// several lines, or characters that cannot be seen.
/// @param text UTF-8
/// @param name the kind of text, `secret` or `token`
/// @return the rest of a sentence about the text, such as `is in quotes; remove them`, without any
/// part of the text; empty if it looks right
[[nodiscard]] std::string explain_secret_text(std::string_view text, std::string_view name);

} // namespace flaghook::diagnosis

#endif
