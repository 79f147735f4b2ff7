/// @file
/// Base64 for bytes on the pipe.
#ifndef FLAGHOOK_SUITE_BASE64_HPP
#define FLAGHOOK_SUITE_BASE64_HPP

#include <optional>
#include <string>
#include <string_view>

namespace flaghook::suite {

/// Encodes bytes as base64, with padding and without line breaks.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc4648#section-4
[[nodiscard]] std::string encode_base64(std::string_view bytes);

/// Decodes base64 text. Returns nothing for white space, the URL-safe alphabet and missing padding.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc4648#section-4
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

} // namespace flaghook::suite

#endif
