#include "bench/peers/peer.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/params.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <system_error>
#include <unordered_set>
#include <utility>

namespace flaghook::bench {

namespace {

std::string hex_of(const unsigned char* digest) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result(64, '0');
    for (std::size_t index = 0; index < 32; ++index) {
        result[2 * index] = digits[digest[index] >> 4U];
        result[2 * index + 1] = digits[digest[index] & 0xFU];
    }
    return result;
}

} // namespace

std::optional<change_action> action_of(std::string_view text) noexcept {
    if (text == "created") {
        return change_action::created;
    }
    if (text == "updated") {
        return change_action::updated;
    }
    if (text == "deleted") {
        return change_action::deleted;
    }
    return std::nullopt;
}

std::optional<author_type> author_type_of(std::string_view text) noexcept {
    if (text == "email") {
        return author_type::email;
    }
    if (text == "id") {
        return author_type::id;
    }
    if (text == "name") {
        return author_type::name;
    }
    return std::nullopt;
}

bool is_text_of(std::string_view text, std::size_t longest) noexcept {
    if (text.empty()) {
        return false;
    }
    return text.size() <= longest ||
           static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
               return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
           })) <= longest;
}

std::optional<timestamp> time_of(std::string_view text) noexcept {
    constexpr std::size_t seconds_end = 19;
    if (text.size() < seconds_end || text[4] != '-' || text[7] != '-' || text[10] != 'T' ||
        text[13] != ':' || text[16] != ':') {
        return std::nullopt;
    }
    bool digits = true;
    const auto number = [&](std::size_t first, std::size_t width) {
        int value = 0;
        for (std::size_t index = first; index < first + width; ++index) {
            digits = digits && text[index] >= '0' && text[index] <= '9';
            value = value * 10 + (text[index] - '0');
        }
        return value;
    };
    const std::chrono::year_month_day date{std::chrono::year{number(0, 4)},
                                           std::chrono::month{static_cast<unsigned>(number(5, 2))},
                                           std::chrono::day{static_cast<unsigned>(number(8, 2))}};
    const int seconds = (number(11, 2) * 60 + number(14, 2)) * 60 + number(17, 2);
    std::size_t place = seconds_end;
    int microseconds = 0;
    if (place < text.size() && text[place] == '.') {
        const std::size_t first = ++place;
        for (int unit = 100'000; place < text.size() && text[place] >= '0' && text[place] <= '9';
             ++place, unit /= 10) {
            microseconds += (text[place] - '0') * unit;
        }
        digits = digits && place > first;
    }
    const std::string_view zone = text.substr(place);
    int offset = 0;
    if (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':') {
        offset = number(place + 1, 2) * 60 + number(place + 4, 2);
        offset = zone[0] == '-' ? -offset : offset;
    } else if (!zone.empty() && zone != "Z") {
        return std::nullopt;
    }
    if (!digits || !date.ok()) {
        return std::nullopt;
    }
    return std::chrono::sys_days{date} + std::chrono::seconds{seconds} -
           std::chrono::minutes{offset} + std::chrono::microseconds{microseconds};
}

std::optional<change_id> id_of(std::string_view text) noexcept {
    const bool negative = text.starts_with('-');
    std::uint64_t magnitude = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(text.data() + (negative ? 1 : 0), end, magnitude);
    if (failure != std::errc() || stop != end) {
        return std::nullopt;
    }
    return change_id::from_magnitude(negative, magnitude);
}

void keep_first_of_each_id(std::vector<change>& changes) {
    if (changes.size() < 2) {
        return;
    }
    std::unordered_set<std::uint64_t> seen;
    seen.reserve(changes.size());
    std::erase_if(changes, [&](const change& one) { return !seen.insert(one.id.bits()).second; });
}

peer_hmac::peer_hmac(std::string_view secret) : secret_(secret) {
    EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    EVP_MAC_CTX* const context = EVP_MAC_CTX_new(algorithm);
    std::array<char, 7> digest{"SHA256"};
    const std::array<OSSL_PARAM, 2> parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
        OSSL_PARAM_construct_end()};
    if (EVP_MAC_init(context, reinterpret_cast<const unsigned char*>(secret_.data()),
                     secret_.size(), parameters.data()) != 1) {
        std::abort();
    }
    EVP_MAC_free(algorithm);
    prepared_ = context;
}

peer_hmac::~peer_hmac() {
    EVP_MAC_CTX_free(static_cast<EVP_MAC_CTX*>(prepared_));
}

std::string peer_hmac::prepared(std::string_view body) const {
    EVP_MAC_CTX* const context = EVP_MAC_CTX_dup(static_cast<const EVP_MAC_CTX*>(prepared_));
    std::array<unsigned char, 32> digest{};
    std::size_t size = 0;
    const bool good = EVP_MAC_update(context, reinterpret_cast<const unsigned char*>(body.data()),
                                     body.size()) == 1 &&
                      EVP_MAC_final(context, digest.data(), &size, digest.size()) == 1;
    EVP_MAC_CTX_free(context);
    if (!good) {
        std::abort();
    }
    return hex_of(digest.data());
}

std::string peer_hmac::one_shot(std::string_view body) const {
    std::array<unsigned char, 32> digest{};
    unsigned size = 0;
    if (HMAC(EVP_sha256(), secret_.data(), static_cast<int>(secret_.size()),
             reinterpret_cast<const unsigned char*>(body.data()), body.size(), digest.data(),
             &size) == nullptr) {
        std::abort();
    }
    return hex_of(digest.data());
}

bool same_signature(std::string_view left, std::string_view right) noexcept {
    return left.size() == right.size() &&
           CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

} // namespace flaghook::bench
