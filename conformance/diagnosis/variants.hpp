/// @file
/// Variants of what a sender signs, of its key, and of how it writes the signature. Each variant is
/// one of the known mistakes.
#ifndef FLAGHOOK_DIAGNOSIS_VARIANTS_HPP
#define FLAGHOOK_DIAGNOSIS_VARIANTS_HPP

#include "diagnosis/digests.hpp"

#include <cstddef>
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

} // namespace flaghook::diagnosis

#endif
