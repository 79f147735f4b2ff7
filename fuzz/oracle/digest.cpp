#include "oracle/digest.hpp"

#include "require.hpp"

#ifdef FLAGHOOK_FUZZ_OPENSSL
#include <openssl/evp.h>
#include <openssl/hmac.h>
#else
#include <mbedtls/md.h>
#endif

#include <array>

namespace flaghook::fuzz {

namespace {

using octets = std::array<unsigned char, 32>;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

#ifdef FLAGHOOK_FUZZ_OPENSSL
octets hmac_of(std::string_view secret, std::string_view body) {
    octets result{};
    unsigned size = 0;
    const unsigned char* const done =
        HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), bytes_of(body),
             body.size(), result.data(), &size);
    require(done != nullptr && size == result.size(), "OpenSSL computes an HMAC");
    return result;
}

octets sha256_of(std::string_view bytes) {
    octets result{};
    unsigned size = 0;
    const int done =
        EVP_Digest(bytes.data(), bytes.size(), result.data(), &size, EVP_sha256(), nullptr);
    require(done == 1 && size == result.size(), "OpenSSL computes a hash");
    return result;
}
#else
octets hmac_of(std::string_view secret, std::string_view body) {
    octets result{};
    const int failure =
        mbedtls_md_hmac(mbedtls_md_info_from_type(MBEDTLS_MD_SHA256), bytes_of(secret),
                        secret.size(), bytes_of(body), body.size(), result.data());
    require(failure == 0, "Mbed TLS computes an HMAC");
    return result;
}

octets sha256_of(std::string_view bytes) {
    octets result{};
    const int failure = mbedtls_md(mbedtls_md_info_from_type(MBEDTLS_MD_SHA256), bytes_of(bytes),
                                   bytes.size(), result.data());
    require(failure == 0, "Mbed TLS computes a hash");
    return result;
}
#endif

} // namespace

std::string hmac_hex(std::string_view secret, std::string_view body) {
    std::string result;
    for (const unsigned char octet : hmac_of(secret, body)) {
        std::array<char, 3> hex{};
        std::snprintf(hex.data(), hex.size(), "%02x", static_cast<unsigned>(octet));
        result += hex.data();
    }
    return result;
}

std::string sha256_octets(std::string_view bytes) {
    const octets result = sha256_of(bytes);
    return {result.begin(), result.end()};
}

} // namespace flaghook::fuzz
