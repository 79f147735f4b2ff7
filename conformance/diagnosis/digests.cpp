#include "diagnosis/digests.hpp"

#include <psa/crypto.h>

#include <initializer_list>

namespace flaghook::diagnosis {

namespace {

const std::uint8_t* octets(std::string_view text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

psa_algorithm_t algorithm_of(hash function) {
    switch (function) {
    case hash::sha1:
        return PSA_ALG_SHA_1;
    case hash::sha512:
        return PSA_ALG_SHA_512;
    case hash::sha256:
        break;
    }
    return PSA_ALG_SHA_256;
}

/// Hashes several texts as if they were concatenated.
std::optional<digest> hash_of(psa_algorithm_t function,
                              std::initializer_list<std::string_view> parts) {
    psa_hash_operation_t operation = psa_hash_operation_init();
    psa_status_t status = psa_hash_setup(&operation, function);
    for (const std::string_view part : parts) {
        if (status == PSA_SUCCESS && !part.empty()) {
            status = psa_hash_update(&operation, octets(part), part.size());
        }
    }
    digest result;
    if (status == PSA_SUCCESS) {
        status =
            psa_hash_finish(&operation, result.bytes.data(), result.bytes.size(), &result.size);
    }
    psa_hash_abort(&operation);
    return status == PSA_SUCCESS ? std::optional(result) : std::nullopt;
}

/// Computes the HMAC with a key that the library accepts unchanged.
std::optional<digest> hmac_of_short_key(psa_algorithm_t function, std::string_view key,
                                        std::string_view message) {
    psa_key_attributes_t attributes = psa_key_attributes_init();
    psa_set_key_type(&attributes, PSA_KEY_TYPE_HMAC);
    psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_SIGN_MESSAGE);
    psa_set_key_algorithm(&attributes, PSA_ALG_HMAC(function));
    psa_key_id_t id{};
    if (psa_import_key(&attributes, octets(key), key.size(), &id) != PSA_SUCCESS) {
        return std::nullopt;
    }
    digest result;
    const psa_status_t status =
        psa_mac_compute(id, PSA_ALG_HMAC(function), octets(message), message.size(),
                        result.bytes.data(), result.bytes.size(), &result.size);
    psa_destroy_key(id);
    return status == PSA_SUCCESS ? std::optional(result) : std::nullopt;
}

std::optional<digest> hmac_of(psa_algorithm_t function, std::string_view key,
                              std::string_view message) {
    if (key.empty()) {
        // PSA has no empty keys. HMAC pads a short key with zeros, so one zero byte is equivalent
        // (RFC 2104, section 2).
        return hmac_of_short_key(function, std::string_view("\0", 1), message);
    }
    if (key.size() <= PSA_HASH_BLOCK_LENGTH(function)) {
        return hmac_of_short_key(function, key, message);
    }
    // PSA limits the size of keys. HMAC hashes a long key first (RFC 2104, section 2).
    std::optional<digest> hashed = hash_of(function, {key});
    if (!hashed) {
        return std::nullopt;
    }
    const std::string_view shorter(reinterpret_cast<const char*>(hashed->bytes.data()),
                                   hashed->size);
    std::optional<digest> result = hmac_of_short_key(function, shorter, message);
    wipe(hashed->bytes.data(), hashed->bytes.size());
    return result;
}

} // namespace

std::optional<digest> compute(hash function, construction how, std::string_view secret,
                              std::string_view body) {
    if (psa_crypto_init() != PSA_SUCCESS) {
        return std::nullopt;
    }
    const psa_algorithm_t algorithm = algorithm_of(function);
    switch (how) {
    case construction::hmac:
        return hmac_of(algorithm, secret, body);
    case construction::swapped_hmac:
        return hmac_of(algorithm, body, secret);
    case construction::plain:
        return hash_of(algorithm, {body});
    case construction::secret_first:
        return hash_of(algorithm, {secret, body});
    case construction::secret_last:
        return hash_of(algorithm, {body, secret});
    }
    return std::nullopt;
}

} // namespace flaghook::diagnosis
