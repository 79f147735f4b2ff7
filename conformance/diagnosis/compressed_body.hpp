/// @file
/// Decompression of bodies that were compressed before they were sent.
#ifndef FLAGHOOK_DIAGNOSIS_COMPRESSED_BODY_HPP
#define FLAGHOOK_DIAGNOSIS_COMPRESSED_BODY_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace flaghook::diagnosis {

/// Checks whether a body starts with the magic bytes of gzip. No JSON text does.
[[nodiscard]] constexpr bool begins_as_gzip(std::string_view body) noexcept {
    return body.starts_with("\x1F\x8B\x08");
}

/// Checks whether a body starts like the zlib format, which HTTP calls `deflate`. No JSON text
/// does.
[[nodiscard]] constexpr bool begins_as_zlib(std::string_view body) noexcept {
    return body.size() > 2 && body[0] == '\x78' &&
           (0x78 * 256 + static_cast<unsigned char>(body[1])) % 31 == 0;
}

/// Decompresses gzip or the zlib format. Checksums are not verified: the signature is the stronger
/// check.
/// @param most the maximum size of the result, in bytes
/// @return nothing if the body has neither format, is damaged, or decompresses to more than `most`
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc1952#section-2.3 and
/// https://www.rfc-editor.org/rfc/rfc1950#section-2.2
[[nodiscard]] std::optional<std::string> inflate(std::string_view body, std::size_t most);

} // namespace flaghook::diagnosis

#endif
