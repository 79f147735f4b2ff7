/// @file
/// Variants of what a sender signs, of its key, and of how it writes the signature. Each variant is
/// one of the known mistakes. Also recognizes a text that is more than a secret.
#ifndef FLAGHOOK_DIAGNOSIS_VARIANTS_HPP
#define FLAGHOOK_DIAGNOSIS_VARIANTS_HPP

#include "diagnosis/digests.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::diagnosis {

/// Describes a known mistake.
struct mistake {
    /// The stable name for programs, such as `body_rewritten`.
    std::string_view code;
    /// The condition under which the signature fits; a phrase that follows `it fits`.
    std::string fits;
    /// How to correct the sender.
    std::string advice;
};

/// Bytes that may have been signed instead of the body.
struct body_variant {
    std::string bytes;
    diagnosis::mistake mistake;
};

/// The variants of a body: with other line ends, rewritten as JSON, before its compression, and
/// prefixed by the timestamp that some services sign.
struct body_variants {
    std::vector<body_variant> all{};
    /// Whether some variants are missing because the body is too large.
    bool is_cut = false;
};

/// Makes the variants of a body.
/// @param timestamps the timestamps found in the signature header
/// @param most_bytes the maximum size of all variants together
[[nodiscard]] body_variants variants_of_body(std::string_view body,
                                             std::span<const std::string> timestamps,
                                             std::size_t most_bytes);

/// A key that may have been used instead of the secret.
struct secret_variant {
    wiping_bytes bytes;
    diagnosis::mistake mistake;
};

/// Makes the variants of a secret: decoded, with extra characters around it, and in another letter
/// case. Also, what remains of a secret that was not found. No description repeats any part of the
/// secret.
[[nodiscard]] std::vector<secret_variant> variants_of_secret(std::span<const std::byte> secret);

/// A digest that a header's value may represent.
struct header_reading {
    digest value{};
    std::vector<mistake> mistakes{};
};

/// The possible meanings of a header's value.
struct header_readings {
    std::vector<header_reading> all{};
    /// Timestamps found beside the signature: `1733961600` in `t=1733961600,v1=...`.
    std::vector<std::string> timestamps{};
};

/// Reads a header's value in the formats of other services: with a prefix or a name, with several
/// signatures, in base64 or upper case, and in quotes or white space.
[[nodiscard]] header_readings read_header(std::string_view value);

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

/// Explains why a text is probably not exactly the secret: it has quotes, a name in front of it,
/// several lines, or characters that cannot be seen.
/// @param text UTF-8
/// @param name the kind of text, `secret` or `token`
/// @return the rest of a sentence about the text, such as `is in quotes; remove them`, without any
/// part of the text; empty if it looks right
[[nodiscard]] std::string explain_secret_text(std::string_view text, std::string_view name);

} // namespace flaghook::diagnosis

#endif
