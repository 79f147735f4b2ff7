/// @file
/// Whether a signature fits a body, and if not, which of the known mistakes was made.
///
/// The diagnosis is for whoever has the secret and runs the tool. A server must not put it into an
/// answer.
#ifndef FLAGHOOK_DIAGNOSIS_SIGNATURE_CHECK_HPP
#define FLAGHOOK_DIAGNOSIS_SIGNATURE_CHECK_HPP

#include <flaghook/signature/default_backend.hpp>
#include <flaghook/signature/secret.hpp>

#include "diagnosis/signature_verdict.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace flaghook::diagnosis {

/// Checks signatures as Sentry does, and explains those that do not fit.
class signature_checker {
public:
    /// How many bytes a command hashes at most to explain a signature: about a second's work.
    static constexpr std::size_t search_of_a_command = std::size_t{256} << 20U;
    /// The same for a server, which others may ask to do it again and again.
    static constexpr std::size_t search_of_a_server = std::size_t{16} << 20U;

    /// @param secrets may be moved elsewhere, but not be destroyed, as long as this lives
    /// @throw tool::unusable when there are too many, or when the crypto library fails
    explicit signature_checker(std::span<const secret> secrets,
                               std::size_t most_hashed = search_of_a_command);

    /// Whether Sentry would take the signature.
    [[nodiscard]] bool fits(std::string_view body, std::optional<std::string_view> header) const {
        return verifier_.verify(body, header);
    }

    /// Checks the signature; where it does not fit, searches for the known mistakes.
    [[nodiscard]] signature_verdict check(std::string_view body,
                                          const presented_signature& signature) const;

private:
    verifier verifier_;
    std::vector<std::span<const std::byte>> secrets_;
    std::size_t most_hashed_;
};

} // namespace flaghook::diagnosis

#endif
