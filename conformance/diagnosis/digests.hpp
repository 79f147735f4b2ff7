/// @file
/// What senders compute in place of the documented HMAC-SHA-256.
#ifndef FLAGHOOK_DIAGNOSIS_DIGESTS_HPP
#define FLAGHOOK_DIAGNOSIS_DIGESTS_HPP

#include <flaghook/signature/wipe.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace flaghook::diagnosis {

/// Memory that is overwritten before it is given back, for variants of a secret.
template <class Element>
struct wiping_allocator {
    using value_type = Element;

    wiping_allocator() = default;
    template <class Other>
    explicit wiping_allocator(const wiping_allocator<Other>& /* other */) noexcept {}

    [[nodiscard]] Element* allocate(std::size_t count) {
        return std::allocator<Element>().allocate(count);
    }
    void deallocate(Element* memory, std::size_t count) noexcept {
        wipe(memory, count * sizeof(Element));
        std::allocator<Element>().deallocate(memory, count);
    }

    friend bool operator==(const wiping_allocator&, const wiping_allocator&) = default;
};

/// A secret, or what a sender made of it.
using wiping_bytes = std::vector<char, wiping_allocator<char>>;

/// A hash function; Mbed TLS computes it.
enum class hash : std::uint8_t { sha1, sha256, sha512 };

/// How secret and body are put into the hash.
enum class construction : std::uint8_t {
    hmac,         ///< HMAC under the secret, as documented with SHA-256
    swapped_hmac, ///< HMAC of the secret, under the body
    plain,        ///< the hash of the body alone
    secret_first, ///< the hash of the secret with the body behind it
    secret_last   ///< the hash of the body with the secret behind it
};

/// The bytes that a hash function gives.
struct digest {
    std::array<unsigned char, 64> bytes{};
    std::size_t size = 0;
};

/// The hash function whose digests have this size, if there is one.
[[nodiscard]] constexpr std::optional<hash> hash_of_size(std::size_t size) noexcept {
    switch (size) {
    case 20:
        return hash::sha1;
    case 32:
        return hash::sha256;
    case 64:
        return hash::sha512;
    default:
        return std::nullopt;
    }
}

/// Computes a digest.
/// @return nothing where the crypto library fails, or was built without the hash function
[[nodiscard]] std::optional<digest> compute(hash function, construction how,
                                            std::string_view secret, std::string_view body);

} // namespace flaghook::diagnosis

#endif
