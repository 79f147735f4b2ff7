/// @file
/// What a sender may have signed, with which key, and how it may have written the result: each
/// variant is one of the known mistakes.
#ifndef FLAGHOOK_DIAGNOSIS_VARIANTS_HPP
#define FLAGHOOK_DIAGNOSIS_VARIANTS_HPP

#include "diagnosis/digests.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::diagnosis {

/// A known mistake in words.
struct mistake {
    /// Its name for machines, such as `body_rewritten`.
    std::string_view code;
    /// Under which condition the signature fits, behind `it fits`.
    std::string fits;
    /// What to do.
    std::string advice;
};

/// Bytes that may have been signed in place of the body.
struct body_variant {
    std::string bytes;
    diagnosis::mistake mistake;
};

/// The variants of a body: with other line ends, written again as JSON, before its compression, and
/// behind the timestamp that is signed along for some services.
struct body_variants {
    std::vector<body_variant> all{};
    /// Whether the body is too large to be written again in each form.
    bool is_cut = false;
};

/// Makes the variants of a body.
/// @param timestamps that were found beside the signature
/// @param most_bytes of all variants together
[[nodiscard]] body_variants variants_of_body(std::string_view body,
                                             std::span<const std::string> timestamps,
                                             std::size_t most_bytes);

/// A key that may have been used in place of the secret.
struct secret_variant {
    wiping_bytes bytes;
    diagnosis::mistake mistake;
};

/// Makes the variants of a secret: decoded, with something around it, in another letter case, and
/// what is left of one that was not found. No description repeats any of the secret.
[[nodiscard]] std::vector<secret_variant> variants_of_secret(std::span<const std::byte> secret);

/// A digest that a header's value may mean.
struct header_reading {
    digest value{};
    std::vector<mistake> mistakes{};
};

/// What a header's value may mean.
struct header_readings {
    std::vector<header_reading> all{};
    /// Timestamps beside the signature: `1733961600` of `t=1733961600,v1=...`.
    std::vector<std::string> timestamps{};
};

/// Reads a header's value as the senders of other services write it: with a prefix, with its name,
/// several times, in base64, in capital letters, in quotes or blanks.
[[nodiscard]] header_readings read_header(std::string_view value);

} // namespace flaghook::diagnosis

#endif
