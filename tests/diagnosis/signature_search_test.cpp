#include <flaghook/signature/secret.hpp>

#include "diagnosis/signature_search.hpp"
#include "diagnosis/variants.hpp"

#include <gtest/gtest.h>
#include <heap/heap.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace heap = flaghook::tests::heap;
using flaghook::secret;
using namespace flaghook::diagnosis;

constexpr std::string_view key = "6b65792d6f662d74686573652d7465737473";
constexpr std::string_view decoded_key = "key-of-these-tests";
constexpr std::string_view body = R"({"b": [1.0], "a": "x"})";

std::string hex(const digest& value) {
    std::string result;
    for (std::size_t place = 0; place < value.size; ++place) {
        result += "0123456789abcdef"[value.bytes[place] >> 4U];
        result += "0123456789abcdef"[value.bytes[place] & 0xFU];
    }
    return result;
}

std::string signed_with(std::string_view secret, std::string_view bytes) {
    return hex(*compute(hash::sha256, construction::hmac, secret, bytes));
}

search_result search_with(std::string_view header, std::string_view of = body,
                          std::size_t most = 1'000'000) {
    const std::span<const std::byte> bytes = std::as_bytes(std::span(key.data(), key.size()));
    return search_mistakes(std::span(&bytes, 1), of, header, most);
}

std::vector<std::string> codes(const search_result& found) {
    std::vector<std::string> result;
    for (const mistake& one : found.mistakes) {
        result.emplace_back(one.code);
    }
    return result;
}

using names = std::vector<std::string>;

TEST(digests, are_those_of_the_standards) {
    // RFC 4231, test case 2, and FIPS 180-4's example "abc".
    EXPECT_EQ(signed_with("Jefe", "what do ya want for nothing?"),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(hex(*compute(hash::sha1, construction::plain, "", "abc")),
              "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(compute(hash::sha512, construction::secret_last, "c", "ab")->bytes,
              compute(hash::sha512, construction::secret_first, "a", "bc")->bytes);
    // RFC 4231, test case 6: a key of 131 bytes.
    EXPECT_EQ(signed_with(std::string(131, '\xAA'),
                          "Test Using Larger Than Block-Size Key - Hash Key First"),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(signature_search, names_the_fewest_mistakes) {
    EXPECT_EQ(codes(search_with(signed_with(key, R"({"b":[1.0],"a":"x"})"))),
              names{"body_rewritten"});
    EXPECT_EQ(codes(search_with(signed_with(decoded_key, body))), names{"secret_from_hex"});
    EXPECT_EQ(codes(search_with("v1=" + signed_with(decoded_key, R"({"a":"x","b":[1.0]})"))),
              (names{"body_rewritten", "secret_from_hex", "header_prefix"}));
}

TEST(signature_search, claims_nothing_without_a_match) {
    const search_result found = search_with(signed_with("another", body));
    EXPECT_TRUE(found.mistakes.empty());
    EXPECT_EQ(found.extent, search_extent::whole);
    EXPECT_EQ(search_with("no digest").extent, search_extent::none);
    EXPECT_EQ(search_with(std::string(100'000, '0')).extent, search_extent::none);
}

TEST(signature_search, says_how_far_it_went) {
    const std::string wrong(64, '0');
    EXPECT_EQ(search_with(wrong, body, 100).extent, search_extent::part);
    EXPECT_EQ(search_with(wrong, body, 40'000).extent, search_extent::single_mistakes);
    EXPECT_EQ(search_with(wrong, std::string(2'000'000, ' ')).extent, search_extent::part);
    // A match counts even if the budget is nearly used up.
    EXPECT_EQ(codes(search_with("V1=" + signed_with(key, body), body, 1000)),
              names{"header_prefix"});
}

/// Searches each freed block for the secret and its decoded form.
bool found_in_freed_memory = false;

void look(const void* block, std::size_t size) noexcept {
    const std::string_view bytes(static_cast<const char*>(block), size);
    found_in_freed_memory |= bytes.find(key.substr(0, 12)) != std::string_view::npos ||
                             bytes.find(decoded_key.substr(0, 12)) != std::string_view::npos;
}

TEST(signature_search, leaves_nothing_of_the_secret_in_freed_memory) {
    const std::string headers[] = {signed_with("another", body), signed_with(decoded_key, body)};
    for (const std::string& header : headers) {
        found_in_freed_memory = false;
        heap::observe_freed(look);
        search_with(header);
        heap::observe_freed(nullptr);
        EXPECT_FALSE(found_in_freed_memory);
    }
    heap::observe_freed(look);
    { const std::string copy = std::string(key) + " is kept where it is freed"; }
    heap::observe_freed(nullptr);
    EXPECT_TRUE(found_in_freed_memory) << "looking finds nothing, whatever is there";
}

TEST(signature_checker, keeps_its_secrets_where_they_are_moved_to) {
    std::vector<secret> secrets;
    secrets.push_back(*secret::from_text(key));
    const signature_checker checker(secrets);
    const std::vector<secret> elsewhere = std::move(secrets);
    const std::string header = signed_with(decoded_key, body);
    const signature_verdict verdict = checker.check(body, {.header = header});
    EXPECT_FALSE(verdict.matches);
    EXPECT_EQ(verdict.mistakes, names{"secret_from_hex"});
    EXPECT_EQ(verdict.message.find(key), std::string::npos);
    EXPECT_TRUE(checker.fits(body, signed_with(key, body)));
}

TEST(signature_checker, says_that_a_content_encoding_is_not_decoded) {
    const secret only = *secret::from_text(key);
    const signature_checker checker(std::span(&only, 1));
    const std::string wrong(64, '0');
    const auto message = [&](std::string_view coding) {
        return checker.check("\x01\x02", {.header = wrong, .content_encoding = coding}).message;
    };
    EXPECT_NE(message("br").find("the header Content-Encoding: br, but Sentry does not decode it"),
              std::string::npos);
    EXPECT_EQ(message("identity").find("Content-Encoding"), std::string::npos);
    EXPECT_EQ(message("").find("Content-Encoding"), std::string::npos);
    EXPECT_LT(message(std::string(10'000, 'x')).size(), 600U);
}

TEST(compressed_body, has_a_bound) {
    // One stored block.
    constexpr std::string_view stored("\x1F\x8B\x08\0\0\0\0\0\0\xFF\x01\x03\0\xFC\xFF"
                                      "abc",
                                      18);
    EXPECT_EQ(inflate(stored, 100), "abc");
    EXPECT_EQ(inflate(stored, 2), std::nullopt);
    EXPECT_EQ(inflate(stored.substr(0, 17), 100), std::nullopt);
    EXPECT_EQ(inflate("abc", 100), std::nullopt);
    EXPECT_EQ(inflate("", 100), std::nullopt);
}

} // namespace
