/// @file
/// Bodies that were compressed before they were sent.
#ifndef FLAGHOOK_DIAGNOSIS_COMPRESSED_BODY_HPP
#define FLAGHOOK_DIAGNOSIS_COMPRESSED_BODY_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace flaghook::diagnosis {

/// Whether a body begins as gzip does; no JSON text does.
[[nodiscard]] constexpr bool begins_as_gzip(std::string_view body) noexcept {
    return body.starts_with("\x1F\x8B\x08");
}

/// Whether a body begins as the zlib format does, which HTTP calls `deflate`; no JSON text does.
[[nodiscard]] constexpr bool begins_as_zlib(std::string_view body) noexcept {
    return body.size() > 2 && body[0] == '\x78' &&
           (0x78 * 256 + static_cast<unsigned char>(body[1])) % 31 == 0;
}

/// Undoes gzip or the zlib format. Check sums are not looked at: whoever has a signature knows
/// better.
/// @param most bytes of the result
/// @return nothing for what is neither, is damaged, or gives more than `most`
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc1952#section-2.3 and
/// https://www.rfc-editor.org/rfc/rfc1950#section-2.2
[[nodiscard]] std::optional<std::string> inflate(std::string_view body, std::size_t most);

} // namespace flaghook::diagnosis

#endif
