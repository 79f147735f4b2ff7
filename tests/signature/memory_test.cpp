// Secrets are overwritten before their heap memory is released. Signing and verifying do not
// allocate.

#include <flaghook/signature/default_backend.hpp>
#include <flaghook/signature/secret.hpp>

#include <gtest/gtest.h>
#include <heap/heap.hpp>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace heap = flaghook::tests::heap;

/// The block to inspect when it is freed, and its contents at that time.
constexpr std::size_t watched_size = 10;
const void* watched = nullptr;
bool seen = false;
unsigned char found[watched_size];

void look(const void* block, std::size_t) noexcept {
    if (block == watched) {
        std::memcpy(found, block, watched_size);
        seen = true;
        watched = nullptr;
        heap::observe_freed(nullptr);
    }
}

void watch(const void* block) {
    watched = block;
    seen = false;
    std::fill(std::begin(found), std::end(found), static_cast<unsigned char>(0xEE));
    heap::observe_freed(look);
}

bool found_only_zeros() {
    return seen && std::all_of(std::begin(found), std::end(found),
                               [](unsigned char octet) { return octet == 0; });
}

using flaghook::secret;

secret ten_characters() {
    return *secret::from_text("0123456789");
}

TEST(memory, watching_sees_what_is_not_wiped) {
    char* const plain = new char[watched_size];
    std::memcpy(plain, "0123456789", watched_size);
    watch(plain);
    // Without the fence, the compiler may remove the copying. A wipe must not be removed like that.
    std::atomic_signal_fence(std::memory_order_seq_cst);
    const volatile char* const reader = plain;
    EXPECT_EQ(reader[0], '0');
    delete[] plain;
    EXPECT_TRUE(seen);
    EXPECT_FALSE(found_only_zeros());
}

TEST(memory, a_secret_is_wiped_when_it_is_destroyed) {
    {
        const secret secret = ten_characters();
        watch(secret.expose().data());
    }
    EXPECT_TRUE(found_only_zeros());
}

TEST(memory, a_secret_is_wiped_when_another_replaces_it) {
    secret secret = ten_characters();
    watch(secret.expose().data());
    secret = *flaghook::secret::from_text("another secret");
    EXPECT_TRUE(found_only_zeros());
}

TEST(memory, a_secret_is_wiped_by_whoever_has_it_last) {
    secret first = ten_characters();
    watch(first.expose().data());
    {
        const secret second(std::move(first));
        EXPECT_FALSE(seen) << "moving frees nothing";
    }
    EXPECT_TRUE(found_only_zeros());
}

TEST(memory, a_secret_costs_one_block_and_moving_it_none) {
    std::size_t before = heap::allocations();
    secret first = ten_characters();
    EXPECT_EQ(heap::allocations() - before, 1u);
    before = heap::allocations();
    secret second(std::move(first));
    first = std::move(second);
    EXPECT_EQ(heap::allocations() - before, 0u);
}

TEST(memory, signing_allocates_nothing) {
    const secret secret = ten_characters();
    const std::string body(1000, 'b');
    const std::size_t before = heap::allocations();
    const auto signer = flaghook::signer::make(secret);
    const auto whole = signer->sign(body);
    auto run = signer->start();
    run.update(body);
    const auto in_parts = run.finish();
    EXPECT_EQ(heap::allocations() - before, 0u);
    EXPECT_TRUE(whole && in_parts);
}

TEST(memory, verifying_allocates_nothing_however_many_secrets_there_are) {
    std::vector<secret> secrets;
    for (std::size_t count = 0; count < flaghook::max_secrets; ++count) {
        secrets.push_back(ten_characters());
    }
    const std::string body(1000, 'b');
    const auto verifier = flaghook::verifier::make(secrets);
    const auto signature = flaghook::signer::make(secrets.front())->sign(body);
    const std::size_t before = heap::allocations();
    const bool whole = verifier->verify(body, signature->hex());
    const bool wrong = verifier->verify("another body", signature->hex());
    auto run = verifier->start();
    run.update(body);
    const bool in_parts = run.verify(signature->hex());
    EXPECT_EQ(heap::allocations() - before, 0u);
    EXPECT_TRUE(whole);
    EXPECT_FALSE(wrong);
    EXPECT_TRUE(in_parts);
}

TEST(memory, a_verifier_is_moved_without_allocating) {
    auto made = flaghook::verifier::make(ten_characters());
    const std::size_t before = heap::allocations();
    const flaghook::verifier moved(std::move(*made));
    EXPECT_EQ(heap::allocations() - before, 0u);
}

} // namespace
