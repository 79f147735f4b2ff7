/// @file
/// Builds inputs in the form that the targets read.
#ifndef FLAGHOOK_FUZZ_SEEDS_INPUTS_HPP
#define FLAGHOOK_FUZZ_SEEDS_INPUTS_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::fuzz {

/// Returns bytes that `byte_source::short_text` reads. The text is cut off after 255 bytes.
[[nodiscard]] inline std::string short_text(std::string_view text) {
    const std::string_view kept = text.substr(0, 255);
    return static_cast<char>(kept.size()) + std::string(kept);
}

/// Returns an input of `targets/delivery.cpp`.
/// @param header the choice of a value for `Retry-After`
[[nodiscard]] inline std::string delivery_input(unsigned status, std::size_t header,
                                                std::string_view answer) {
    return std::string{static_cast<char>(status >> 8U & 0xFFU), static_cast<char>(status & 0xFFU),
                       static_cast<char>(header)} +
           std::string(answer);
}

/// The choices before an input of `targets/verify.cpp`.
struct verify_choices {
    std::size_t secrets = 0; ///< number of the verifier's secrets; 0 and 17 are out of range
    std::size_t signing = 0; ///< index of the secret that signs; past the last: unknown
    std::size_t miss = 0;    ///< the `fuzz::miss` that changes the signature
    std::size_t place = 0;   ///< index of the changed character
};

/// Returns an input of `targets/verify.cpp`.
[[nodiscard]] inline std::string verify_input(const verify_choices& choices,
                                              std::string_view secret, std::string_view header,
                                              std::string_view body) {
    return std::string{static_cast<char>(choices.secrets), static_cast<char>(choices.signing),
                       static_cast<char>(choices.miss), static_cast<char>(choices.place)} +
           short_text(secret) + short_text(header) + std::string(body);
}

} // namespace flaghook::fuzz

#endif
