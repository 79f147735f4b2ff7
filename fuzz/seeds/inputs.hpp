/// @file
/// Inputs as the targets take them apart.
#ifndef FLAGHOOK_FUZZ_SEEDS_INPUTS_HPP
#define FLAGHOOK_FUZZ_SEEDS_INPUTS_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::fuzz {

/// What `byte_source::short_text` reads; of a text longer than 255 bytes the beginning.
[[nodiscard]] inline std::string short_text(std::string_view text) {
    const std::string_view kept = text.substr(0, 255);
    return static_cast<char>(kept.size()) + std::string(kept);
}

/// An input of `targets/delivery.cpp`.
/// @param header which value `Retry-After` has
[[nodiscard]] inline std::string delivery_input(unsigned status, std::size_t header,
                                                std::string_view answer) {
    return std::string{static_cast<char>(status >> 8U & 0xFFU), static_cast<char>(status & 0xFFU),
                       static_cast<char>(header)} +
           std::string(answer);
}

/// The choices in front of an input of `targets/verify.cpp`.
struct verify_choices {
    std::size_t secrets = 0; ///< how many a verifier is made of; 0 and 17 are none and too many
    std::size_t signing = 0; ///< which of them signs; one past the last is a stranger's
    std::size_t miss = 0;    ///< which `fuzz::miss` is done to the signature
    std::size_t place = 0;   ///< at which character
};

/// An input of `targets/verify.cpp`.
[[nodiscard]] inline std::string verify_input(const verify_choices& choices,
                                              std::string_view secret, std::string_view header,
                                              std::string_view body) {
    return std::string{static_cast<char>(choices.secrets), static_cast<char>(choices.signing),
                       static_cast<char>(choices.miss), static_cast<char>(choices.place)} +
           short_text(secret) + short_text(header) + std::string(body);
}

} // namespace flaghook::fuzz

#endif
