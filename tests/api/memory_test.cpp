// Registering a secret leaves no part of it on the heap.

#include <flaghook/api/signing_secret.hpp>

#include <gtest/gtest.h>
#include <heap/heap.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace {

/// A secret consists of copies of this text, and each freed block is searched for it.
constexpr std::string_view marker = "SeCrEt-SeCrEt-";

std::size_t leaks = 0;

void look(const void* block, std::size_t size) noexcept {
    const std::string_view freed(static_cast<const char*>(block), size);
    if (freed.find(marker) != std::string_view::npos) {
        ++leaks;
    }
}

/// Returns how many freed blocks contained the secret while `work` ran.
template <class Work>
std::size_t leaks_of(Work work) {
    leaks = 0;
    flaghook::tests::heap::observe_freed(look);
    work();
    flaghook::tests::heap::observe_freed(nullptr);
    return leaks;
}

using flaghook::flag_provider;
using flaghook::parse_registration;
using flaghook::signing_secret_request;

/// Sixty characters of a secret.
constexpr std::string_view secret_text =
    "SeCrEt-SeCrEt-SeCrEt-SeCrEt-SeCrEt-SeCrEt-SeCrEt-SeCrEt-SeCr";

TEST(memory, looking_finds_what_is_not_overwritten) {
    EXPECT_EQ(leaks_of([] {
                  const std::string copy(secret_text);
                  // The compiler cannot see how the address is used, so it has to make the copy.
                  __asm__ volatile("" : : "r"(copy.data()) : "memory");
              }),
              1U);
}

TEST(memory, keeps_nothing_of_a_request_that_was_built) {
    const auto secret = *flaghook::secret::from_text(secret_text);
    EXPECT_EQ(leaks_of([&] {
                  auto request = signing_secret_request::make(flag_provider::generic, secret);
                  ASSERT_TRUE(request);
                  auto moved = *std::move(request);
                  EXPECT_NE(moved.body().find(marker), std::string_view::npos);
              }),
              0U);
    EXPECT_EQ(leaks_of([&] {
                  EXPECT_FALSE(signing_secret_request::make(flag_provider::unleash, secret));
              }),
              0U);
}

TEST(memory, keeps_nothing_of_a_request_for_what_is_not_utf8) {
    // ASCII at both ends, so that the invalid byte in between is found only after copying.
    const std::string text = std::string(secret_text.substr(0, 40)) + "\xFF-end";
    const auto secret = *flaghook::secret::from_registered(text);
    EXPECT_EQ(leaks_of([&] {
                  EXPECT_FALSE(signing_secret_request::make(flag_provider::generic, secret));
              }),
              0U);
}

TEST(memory, keeps_nothing_of_a_registration_that_was_read) {
    const std::string plain =
        R"({"provider":"generic","secret":")" + std::string(secret_text) + "\"}";
    const std::string escaped =
        R"({"provider":"generic","secret":"\u0020)" + std::string(secret_text) + "\"}";
    const std::string repeated =
        R"({"secret":")" + std::string(secret_text) + "\"," + plain.substr(1);
    const std::string nested =
        R"({"other":[{"secret":")" + std::string(secret_text) + R"("}],)" + plain.substr(1);
    for (const std::string& body : {plain, escaped, repeated, nested}) {
        EXPECT_EQ(leaks_of([&] { EXPECT_TRUE(parse_registration(body)); }), 0U) << body;
    }
    const std::string refused =
        R"({"provider":"unleash","secret":"\n)" + std::string(secret_text) + "\"}";
    const std::string malformed = plain + '}';
    const std::string cut = plain.substr(0, plain.size() - 2);
    for (const std::string& body : {refused, malformed, cut}) {
        EXPECT_EQ(leaks_of([&] { EXPECT_FALSE(parse_registration(body)); }), 0U) << body;
    }
}

} // namespace
