/// @file
/// Bytes as text on the pipe.
#ifndef FLAGHOOK_SUITE_BASE64_HPP
#define FLAGHOOK_SUITE_BASE64_HPP

#include <optional>
#include <string>
#include <string_view>

namespace flaghook::suite {

/// The base64 text of any bytes, padded and without line breaks.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc4648#section-4
[[nodiscard]] std::string encode_base64(std::string_view bytes);

/// The bytes of a base64 text, or nothing for text in another form: white space, the alphabet for
/// URLs and missing padding are refused.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc4648#section-4
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

} // namespace flaghook::suite

#endif
