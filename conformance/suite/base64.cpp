#include "suite/base64.hpp"

#include "diagnosis/encodings.hpp"

#include <mbedtls/base64.h>

#include <cstddef>

namespace flaghook::suite {

namespace {

unsigned char* octets(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

const unsigned char* octets(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

std::string encode_base64(std::string_view bytes) {
    // The library also writes a terminating zero.
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    std::size_t length = 0;
    if (mbedtls_base64_encode(octets(text), text.size(), &length, octets(bytes), bytes.size()) !=
        0) {
        length = 0;
    }
    text.resize(length);
    return text;
}

std::optional<std::string> decode_base64(std::string_view text) {
    // The pipe protocol has one alphabet, and always padding.
    if (text.size() % 4 != 0 || text.find_first_of("-_") != std::string_view::npos) {
        return std::nullopt;
    }
    return diagnosis::decode_base64<std::string>(text);
}

} // namespace flaghook::suite
