/// @file
/// Searches for the known mistakes that explain a signature that does not fit.
#ifndef FLAGHOOK_DIAGNOSIS_SIGNATURE_SEARCH_HPP
#define FLAGHOOK_DIAGNOSIS_SIGNATURE_SEARCH_HPP

#include <flaghook/signature/default_backend.hpp>
#include <flaghook/signature/secret.hpp>

#include "diagnosis/signature_plan.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace flaghook::diagnosis {

/// Tries the attempts of a `signature_plan`, up to the first one that fits. Each result is verified
/// by computing the digest.
///
/// @param secrets the bytes of the valid secrets
/// @param most_hashed the maximum number of bytes to hash, whatever the size of the body
/// @par Complexity
/// Time and memory are bounded by `most_hashed`.
[[nodiscard]] search_result search_mistakes(std::span<const std::span<const std::byte>> secrets,
                                            std::string_view body, std::string_view header,
                                            std::size_t most_hashed);

/// Checks signatures as Sentry does, and explains those that do not fit.
class signature_checker {
public:
    /// The maximum number of bytes that a command hashes to explain a signature: about one second
    /// of work.
    static constexpr std::size_t search_of_a_command = std::size_t{256} << 20U;
    /// The maximum for a server, which clients may ask for explanations again and again.
    static constexpr std::size_t search_of_a_server = std::size_t{16} << 20U;

    /// @param secrets must outlive this object; may be moved, but not destroyed
    /// @throw tool::unusable if there are too many secrets, or if the crypto library fails
    explicit signature_checker(std::span<const secret> secrets,
                               std::size_t most_hashed = search_of_a_command);

    /// Checks whether Sentry would accept the signature.
    [[nodiscard]] bool fits(std::string_view body, std::optional<std::string_view> header) const {
        return verifier_.verify(body, header);
    }

    /// Checks the signature; if it does not fit, searches for the known mistakes.
    [[nodiscard]] signature_verdict check(std::string_view body,
                                          const presented_signature& signature) const;

private:
    verifier verifier_;
    std::vector<std::span<const std::byte>> secrets_;
    std::size_t most_hashed_;
};

} // namespace flaghook::diagnosis

#endif
