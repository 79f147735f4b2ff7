/// @file
/// Signs and verifies with a secret whose bytes valgrind treats as undefined.
///
/// memcheck follows undefined bits through every computation, also in the crypto library, and
/// reports each branch and each address that depends on one. With the secret marked as undefined,
/// it reports each place where the secret, the states of its key or an expected signature could
/// reach the branch predictor or the cache. The method is that of
/// https://www.imperialviolet.org/2010/04/01/ctgrind.html. valgrind's exit status tells whether
/// there was a report.
///
/// Usage: constant_time SUBJECT
///
/// The subjects `mbedtls` and `openssl` are the back ends. `early_exit` and `table` leak on
/// purpose, to show that this check finds leaks.

#include <flaghook/crypto/mbedtls.hpp>
#include <flaghook/crypto/openssl.hpp>
#include <flaghook/signature/signer.hpp>
#include <flaghook/signature/verifier.hpp>

#include <valgrind/memcheck.h>

#include <cstddef>
#include <cstdlib>
#include <iostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace {

using flaghook::secret;

constexpr std::string_view body = R"({"data": [], "meta": {"version": 1}})";

/// Checks a condition, also in a build without assertions.
void require(bool condition, std::string_view what) {
    if (!condition) {
        std::cerr << "not so: " << what << '\n';
        std::exit(2);
    }
}

/// Leaks on purpose: stops at the first difference.
struct early_exit : flaghook::crypto::mbedtls {
    [[gnu::noinline]] static bool equal(const void* a, const void* b, std::size_t size) noexcept {
        const auto* const left = static_cast<const unsigned char*>(a);
        const auto* const right = static_cast<const unsigned char*>(b);
        for (std::size_t position = 0; position < size; ++position) {
            if (left[position] != right[position]) {
                return false;
            }
        }
        return true;
    }
};

/// Leaks on purpose through the cache: looks each byte up in a table.
struct table : flaghook::crypto::mbedtls {
    [[gnu::noinline]] static bool equal(const void* a, const void* b, std::size_t size) noexcept {
        static const volatile unsigned char same[256] = {};
        const auto* const left = static_cast<const unsigned char*>(a);
        unsigned seen = 0;
        for (std::size_t position = 0; position < size; ++position) {
            seen |= same[left[position]];
        }
        return flaghook::crypto::mbedtls::equal(a, b, size) && seen == 0;
    }
};

/// Makes a secret whose bytes memcheck treats as undefined. The registration rule is applied
/// before: it reads the text once, when a program reads its configuration.
secret unknown_secret(std::string_view text) {
    secret result = *secret::from_text(text);
    const std::span<const std::byte> bytes = result.expose();
    VALGRIND_MAKE_MEM_UNDEFINED(bytes.data(), bytes.size());
    return result;
}

/// Returns whether memcheck treats any bit of these bytes as undefined.
bool is_unknown(const void* memory, std::size_t size) {
    std::vector<unsigned char> bits(size);
    require(VALGRIND_GET_VBITS(memory, bits.data(), size) == 1, "this runs under valgrind");
    for (const unsigned char octet : bits) {
        if (octet != 0) {
            return true;
        }
    }
    return false;
}

/// Marks a verdict as defined, so that code may branch on it. The sender learns the verdict anyway.
bool reveal(bool verdict, bool depends_on_secret) {
    require(is_unknown(&verdict, sizeof verdict) == depends_on_secret,
            "memcheck follows the secret up to the verdict, and to no other");
    VALGRIND_MAKE_MEM_DEFINED(&verdict, sizeof verdict);
    return verdict;
}

template <class Backend>
std::string signature_of(std::string_view text) {
    const auto signer = flaghook::basic_signer<Backend>::make(unknown_secret(text));
    require(signer.has_value(), "the signer is made");
    auto run = signer->start();
    run.update(body.substr(0, 10));
    run.update(body.substr(10));
    const auto in_parts = run.finish();
    const auto whole = signer->sign(body);
    require(whole && in_parts, "the body is signed");
    std::string digits(whole->hex());
    require(is_unknown(digits.data(), digits.size()), "memcheck follows the secret");
    VALGRIND_MAKE_MEM_DEFINED(digits.data(), digits.size());
    return digits;
}

template <class Backend>
void verify(const flaghook::basic_verifier<Backend>& verifier, std::string_view header,
            bool expected) {
    const bool compared = header.size() == flaghook::signature::size;
    auto run = verifier.start();
    run.update(body.substr(0, 20));
    run.update(body.substr(20));
    require(reveal(run.verify(header), compared) == expected, "the verdict on the parts");
    require(reveal(verifier.verify(body, header), compared) == expected, "the verdict");
}

/// Verifies every kind of header with a verifier of `count` secrets.
template <class Backend>
void verify_with(std::size_t count) {
    std::vector<secret> secrets;
    std::vector<std::string> signatures;
    for (std::size_t number = 0; number < count; ++number) {
        const std::string text = "the secret number " + std::to_string(number);
        secrets.push_back(unknown_secret(text));
        signatures.push_back(signature_of<Backend>(text));
    }
    const auto made = flaghook::basic_verifier<Backend>::make(secrets);
    require(made.has_value(), "the verifier is made");
    const std::string& first = signatures.front();
    verify(*made, first, true);
    verify(*made, signatures.back(), true);
    verify(*made, signature_of<Backend>("another secret"), false);
    verify(*made, std::string(64, '0'), false);
    verify(*made, std::string(64, '\xFF'), false);
    verify(*made, first.substr(0, 63) + (first.back() == '0' ? '1' : '0'), false);
    verify(*made, (first.front() == '0' ? '1' : '0') + first.substr(1), false);
    verify(*made, first.substr(0, 63), false);
    verify(*made, first + '0', false);
    verify(*made, "", false);
    verify(*made, "sha256=" + first.substr(7), false);
    verify(*made, std::string(63, 'g') + '\n', false);
}

template <class Backend>
int run() {
    for (const std::size_t count : {1U, 3U, 16U}) {
        verify_with<Backend>(count);
    }
    // A key longer than SHA-256's block takes another code path.
    const std::string long_text(64, 's');
    const auto longest = secret::from_registered(long_text + long_text);
    VALGRIND_MAKE_MEM_UNDEFINED(longest->expose().data(), longest->expose().size());
    const auto signer = flaghook::basic_signer<Backend>::make(*longest);
    require(signer && signer->sign(body), "the body is signed with a long secret");
    return 0;
}

} // namespace

int main(int argument_count, char** arguments) {
    const std::string_view subject = argument_count == 2 ? arguments[1] : "";
    if (subject == "mbedtls") {
        return run<flaghook::crypto::mbedtls>();
    }
    if (subject == "openssl") {
        return run<flaghook::crypto::openssl>();
    }
    if (subject == "early_exit") {
        return run<early_exit>();
    }
    if (subject == "table") {
        return run<table>();
    }
    std::cerr << "usage: constant_time mbedtls|openssl|early_exit|table\n";
    return 2;
}
