/// @file
/// Lists the known mistakes to try on a signature that does not fit, and their order. Needs no
/// crypto library: the caller computes the digests.
#ifndef FLAGHOOK_DIAGNOSIS_SIGNATURE_PLAN_HPP
#define FLAGHOOK_DIAGNOSIS_SIGNATURE_PLAN_HPP

#include <flaghook/signature/header_form.hpp>

#include "diagnosis/variants.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::diagnosis {

/// How much of a search was planned.
enum class search_extent : std::uint8_t {
    whole,           ///< all known mistakes are tried
    single_mistakes, ///< only single mistakes: the body is too large for combinations
    part,            ///< only some single mistakes: the body is too large for all
    none             ///< nothing: the header's value is not a digest
};

/// The result of a search.
struct search_result {
    /// The mistakes that, made together, explain the signature. Empty if no combination fits.
    std::vector<mistake> mistakes{};
    search_extent extent = search_extent::whole;
};

/// A digest to compute and to compare with each reading of the same size.
struct attempt {
    hash function = hash::sha256;
    construction how = construction::hmac;
    std::uint16_t secret = 0;
    std::uint16_t body = 0;
};

/// Combinations of the known mistakes, those of the fewest mistakes first. Each combines at most
/// one variant each of the body, the secret, the computation and the header.
class signature_plan {
public:
    /// Plans a search.
    /// @param secrets the bytes of the valid secrets
    /// @param body is not copied
    /// @param most_hashed the maximum number of bytes to hash, whatever the size of the body
    /// @par Complexity
    /// Time and memory are bounded by `most_hashed`.
    signature_plan(std::span<const std::span<const std::byte>> secrets, std::string_view body,
                   std::string_view header, std::size_t most_hashed);

    [[nodiscard]] std::span<const attempt> attempts() const noexcept { return attempts_; }
    /// Returns the possible meanings of the header's value.
    [[nodiscard]] std::span<const header_reading> readings() const noexcept {
        return readings_.all;
    }
    [[nodiscard]] search_extent extent() const noexcept { return extent_; }

    /// The secrets and bodies, which attempts refer to by index. The first body is the unmodified
    /// one, and so is the first secret.
    [[nodiscard]] std::size_t secret_count() const noexcept { return secrets_.size(); }
    [[nodiscard]] std::string_view secret(std::size_t index) const noexcept {
        return secrets_[index].bytes;
    }
    [[nodiscard]] std::size_t body_count() const noexcept { return bodies_.size(); }
    [[nodiscard]] std::string_view body(std::size_t index) const noexcept {
        return bodies_[index].bytes;
    }

    /// Returns the mistakes that were made if the attempt's digest equals that of the reading.
    [[nodiscard]] std::vector<mistake> mistakes_of(const attempt& fitting,
                                                   const header_reading& reading) const;

private:
    /// A body or a secret, and the mistake that it stems from; null for the unmodified one.
    struct candidate {
        std::string_view bytes;
        const diagnosis::mistake* mistake = nullptr;
    };

    void plan(std::size_t most_hashed);
    [[nodiscard]] bool plan_combinations(std::size_t mistakes, std::size_t& left);

    header_readings readings_;
    body_variants changed_bodies_;
    std::vector<std::vector<secret_variant>> changed_secrets_;
    std::vector<candidate> bodies_;
    std::vector<candidate> secrets_;
    std::vector<attempt> attempts_;
    search_extent extent_ = search_extent::whole;
};

/// The verdict on a signature.
struct signature_verdict {
    /// Whether Sentry would accept it.
    bool matches = false;
    /// The form of the header's value.
    header_form form = header_form::well_formed;
    /// A sentence for users, without a full stop: that the signature matches; or why it does not,
    /// if that is known, and what to change in the sender.
    std::string message{};
    /// The names of the mistakes that explain the signature; empty if it matches or none is known.
    std::vector<std::string> mistakes{};
};

/// The headers of a request that affect the verdict.
struct presented_signature {
    /// The value of `X-Sentry-Signature`; nothing if the header is missing.
    std::optional<std::string_view> header{};
    /// The value of `Content-Encoding`; empty if the header is missing.
    std::string_view content_encoding{};
};

/// Returns the verdict on a signature that fits.
[[nodiscard]] signature_verdict fitting(const presented_signature& signature);

/// Returns the verdict on a signature that does not fit.
/// @param found the result of the search for known mistakes; default-constructed if the request has
/// no signature header
[[nodiscard]] signature_verdict mismatching(const presented_signature& signature,
                                            std::size_t body_size, const search_result& found);

/// Converts to `{"matches", "form", "message", "mistakes"}`.
[[nodiscard]] boost::json::object to_json(const signature_verdict& verdict);

} // namespace flaghook::diagnosis

#endif
