// What registering a secret leaves behind on the heap: nothing of the secret. Here and not beside
// the other tests, because a program can have only one set of replaced allocation functions.

#include <flaghook/api/signing_secret.hpp>

#include <gtest/gtest.h>
#include <malloc.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <string_view>
#include <utility>

namespace {

/// What is looked for in every block that is freed; a secret has nothing else in it.
constexpr std::string_view marker = "SeCrEt-SeCrEt-";

bool looking = false;
std::size_t leaks = 0;

[[gnu::noinline]] void free_and_look(void* block) noexcept {
    if (looking && block != nullptr &&
        memmem(block, malloc_usable_size(block), marker.data(), marker.size()) != nullptr) {
        ++leaks;
    }
    std::free(block);
}

/// How many blocks with the secret in them were freed meanwhile.
template <class Work>
std::size_t leaks_of(Work work) {
    leaks = 0;
    looking = true;
    work();
    looking = false;
    return leaks;
}

} // namespace

void* operator new(std::size_t size) {
    // Zeroed, so that what a freed block left behind is not found again in another.
    if (void* const block = std::calloc(1, size)) {
        return block;
    }
    std::abort();
}
void* operator new[](std::size_t size) {
    return operator new(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return std::calloc(1, size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    return std::calloc(1, size);
}
void operator delete(void* block) noexcept {
    free_and_look(block);
}
void operator delete[](void* block) noexcept {
    free_and_look(block);
}
void operator delete(void* block, const std::nothrow_t&) noexcept {
    free_and_look(block);
}
void operator delete[](void* block, const std::nothrow_t&) noexcept {
    free_and_look(block);
}
void operator delete(void* block, std::size_t) noexcept {
    free_and_look(block);
}
void operator delete[](void* block, std::size_t) noexcept {
    free_and_look(block);
}

namespace {

using flaghook::parse_registration;
using flaghook::provider;
using flaghook::signing_secret_request;

/// Sixty characters, all of them secret.
constexpr std::string_view secret_text =
    "SeCrEt-SeCrEt-SeCrEt-SeCrEt-SeCrEt-SeCrEt-SeCrEt-SeCrEt-SeCr";

TEST(memory, looking_finds_what_is_not_overwritten) {
    EXPECT_EQ(leaks_of([] {
                  const std::string copy(secret_text);
                  // The address goes where the compiler cannot follow: it has to make the copy.
                  __asm__ volatile("" : : "r"(copy.data()) : "memory");
              }),
              1U);
}

TEST(memory, keeps_nothing_of_a_request_that_was_built) {
    const auto secret = *flaghook::secret::from_text(secret_text);
    EXPECT_EQ(leaks_of([&] {
                  auto request = signing_secret_request::make(provider::generic, secret);
                  ASSERT_TRUE(request);
                  auto moved = *std::move(request);
                  EXPECT_NE(moved.body().find(marker), std::string_view::npos);
              }),
              0U);
    EXPECT_EQ(
        leaks_of([&] { EXPECT_FALSE(signing_secret_request::make(provider::unleash, secret)); }),
        0U);
}

TEST(memory, keeps_nothing_of_a_registration_that_was_read) {
    const std::string plain =
        R"({"provider":"generic","secret":")" + std::string(secret_text) + "\"}";
    const std::string escaped =
        R"({"provider":"generic","secret":"\u0020)" + std::string(secret_text) + "\"}";
    const std::string repeated =
        R"({"secret":")" + std::string(secret_text) + "\"," + plain.substr(1);
    for (const std::string& body : {plain, escaped, repeated}) {
        EXPECT_EQ(leaks_of([&] { EXPECT_TRUE(parse_registration(body)); }), 0U) << body;
    }
    const std::string refused =
        R"({"provider":"unleash","secret":"\n)" + std::string(secret_text) + "\"}";
    EXPECT_EQ(leaks_of([&] { EXPECT_FALSE(parse_registration(refused)); }), 0U);
}

} // namespace
