/// @file
/// Digests that senders compute instead of the documented HMAC-SHA-256.
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

/// An allocator that overwrites memory before it is freed, for variants of a secret.
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

/// The bytes of a secret, or of a variant of it.
using wiping_bytes = std::vector<char, wiping_allocator<char>>;

/// The hash functions; Mbed TLS computes them.
enum class hash : std::uint8_t { sha1, sha256, sha512 };

/// How secret and body are combined in the hash.
enum class construction : std::uint8_t {
    hmac,         ///< HMAC with the secret as the key, as documented (with SHA-256)
    swapped_hmac, ///< HMAC of the secret, with the body as the key
    plain,        ///< the hash of the body alone
    secret_first, ///< the hash of the secret followed by the body
    secret_last   ///< the hash of the body followed by the secret
};

/// The output of a hash function.
struct digest {
    std::array<unsigned char, 64> bytes{};
    std::size_t size = 0;
};

/// Returns the hash function with digests of this size, if there is one.
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
/// @return nothing if the crypto library fails or was built without the hash function
[[nodiscard]] std::optional<digest> compute(hash function, construction how,
                                            std::string_view secret, std::string_view body);

} // namespace flaghook::diagnosis

#endif
