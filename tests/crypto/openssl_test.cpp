// Tests that apply only to OpenSSL, whose states are on a heap that these tests inspect.
// backends_test.cpp has the tests that apply to all back ends.

#include <flaghook/crypto/openssl.hpp>

#include <crypto/octets.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace {

using flaghook::tests::bytes;
using flaghook::tests::untouched;

namespace crypto = flaghook::crypto;
using boost::system::error_code;
using crypto::crypto_error;
using crypto::openssl;

/// OpenSSL's heap: counts allocations, lets one fail, and inspects released blocks.
class heap {
public:
    /// Installs the functions; must precede OpenSSL's first allocation.
    static bool install() { return CRYPTO_set_mem_functions(&take, &take_again, &give_back) == 1; }

    /// Restarts counting.
    /// @param failing the number of the allocation that fails, from 1; 0 for none
    static void fail_at(std::size_t failing) {
        taken = 0;
        bytes_left_behind = 0;
        failing_allocation = failing;
    }

    static std::size_t allocations() { return taken; }
    static std::size_t blocks_in_use() { return in_use; }
    /// Returns how many bytes of the released blocks were not zero.
    static std::size_t left_behind() { return bytes_left_behind; }

private:
    /// Precedes each block. Its size keeps the block aligned.
    struct alignas(std::max_align_t) header {
        std::size_t size;
    };

    static void* take(std::size_t size, const char*, int) {
        if (++taken == failing_allocation) {
            return nullptr;
        }
        void* const memory = std::malloc(sizeof(header) + size);
        if (memory == nullptr) {
            return nullptr;
        }
        ++in_use;
        return new (memory) header{size} + 1;
    }

    static void* take_again(void* block, std::size_t size, const char* file, int line) {
        if (block == nullptr) {
            return take(size, file, line);
        }
        void* const larger = take(size, file, line);
        if (larger != nullptr) {
            std::memcpy(larger, block, std::min(size, (static_cast<header*>(block) - 1)->size));
            give_back(block, file, line);
        }
        return larger;
    }

    static void give_back(void* block, const char*, int) {
        if (block == nullptr) {
            return;
        }
        header* const start = static_cast<header*>(block) - 1;
        const auto* const bytes = static_cast<const unsigned char*>(block);
        bytes_left_behind += static_cast<std::size_t>(std::count_if(
            bytes, bytes + start->size, [](unsigned char byte) { return byte != 0; }));
        --in_use;
        std::free(start);
    }

    static inline std::atomic<std::size_t> taken = 0;
    static inline std::atomic<std::size_t> in_use = 0;
    static inline std::atomic<std::size_t> bytes_left_behind = 0;
    static inline std::atomic<std::size_t> failing_allocation = 0;
};

const bool heap_installed = heap::install();

/// Signs a short body with a key.
error_code sign(const openssl::key& key, crypto::digest& out) {
    openssl::mac mac;
    error_code failure = mac.start(key);
    failure = failure ? failure : mac.update(bytes("a body"));
    return failure ? failure : mac.finish(out);
}

/// Signs a short body with a key in one call.
error_code compute(const openssl::key& key, openssl::mac& mac, crypto::digest& out) {
    return mac.compute(key, bytes("a body"), out);
}

class openssl_heap : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(heap_installed);
        heap::fail_at(0);
        // The library initializes itself in its first computation.
        ASSERT_FALSE(shared_key.prepare(bytes("0123456789")));
        ASSERT_FALSE(sign(shared_key, right));
    }
    void TearDown() override { heap::fail_at(0); }

    openssl::key shared_key;
    crypto::digest right{};
};

TEST_F(openssl_heap, looking_sees_what_is_not_wiped) {
    heap::fail_at(0);
    void* const block = OPENSSL_malloc(100);
    ASSERT_NE(block, nullptr);
    std::memset(block, 's', 100);
    OPENSSL_free(block);
    EXPECT_EQ(heap::left_behind(), 100u);
}

TEST_F(openssl_heap, a_message_takes_at_most_four_blocks_and_leaves_nothing_in_them) {
    const std::size_t before = heap::blocks_in_use();
    heap::fail_at(0);
    crypto::digest digest{};
    ASSERT_FALSE(sign(shared_key, digest));
    EXPECT_GT(heap::allocations(), 0u);
    EXPECT_LE(heap::allocations(), 4u) << "no key schedule, and no search for the algorithm";
    EXPECT_EQ(heap::blocks_in_use(), before);
    EXPECT_EQ(heap::left_behind(), 0u);
}

TEST_F(openssl_heap, a_whole_message_takes_at_most_three_blocks_and_leaves_nothing_in_them) {
    const std::size_t before = heap::blocks_in_use();
    heap::fail_at(0);
    crypto::digest digest{};
    {
        openssl::mac mac;
        ASSERT_FALSE(compute(shared_key, mac, digest));
    }
    EXPECT_EQ(digest, right);
    EXPECT_GT(heap::allocations(), 0u);
    EXPECT_LE(heap::allocations(), 3u) << "one context, and each state once";
    EXPECT_EQ(heap::blocks_in_use(), before);
    EXPECT_EQ(heap::left_behind(), 0u);
}

TEST_F(openssl_heap, a_computation_that_is_used_again_takes_no_context_and_leaves_nothing) {
    const std::size_t before = heap::blocks_in_use();
    std::optional<openssl::mac> mac(std::in_place);
    crypto::digest digest{};
    ASSERT_FALSE(compute(shared_key, *mac, digest));
    const std::size_t kept = heap::blocks_in_use();
    heap::fail_at(0);
    ASSERT_FALSE(compute(shared_key, *mac, digest));
    EXPECT_LE(heap::allocations(), 2u) << "the states";
    EXPECT_EQ(heap::blocks_in_use(), kept);
    EXPECT_EQ(heap::left_behind(), 0u);
    mac.reset();
    EXPECT_EQ(heap::blocks_in_use(), before);
    EXPECT_EQ(heap::left_behind(), 0u);
}

TEST_F(openssl_heap, a_computation_keeps_no_memory_of_a_message_in_parts) {
    const std::size_t before = heap::blocks_in_use();
    heap::fail_at(0);
    openssl::mac mac;
    crypto::digest digest{};
    ASSERT_FALSE(compute(shared_key, mac, digest));
    ASSERT_FALSE(mac.start(shared_key));
    ASSERT_FALSE(mac.finish(digest));
    EXPECT_EQ(heap::blocks_in_use(), before);
    EXPECT_EQ(heap::left_behind(), 0u);
}

TEST_F(openssl_heap, a_computation_that_is_abandoned_leaves_nothing) {
    const std::size_t before = heap::blocks_in_use();
    heap::fail_at(0);
    std::optional<openssl::mac> mac(std::in_place);
    ASSERT_FALSE(mac->start(shared_key));
    ASSERT_FALSE(mac->update(bytes("the first part")));
    mac.reset();
    EXPECT_EQ(heap::blocks_in_use(), before);
    EXPECT_EQ(heap::left_behind(), 0u);
}

TEST_F(openssl_heap, a_key_leaves_nothing_when_it_ends_or_is_replaced) {
    const std::size_t before = heap::blocks_in_use();
    std::optional<openssl::key> key(std::in_place);
    openssl::key other;
    ASSERT_FALSE(key->prepare(bytes("another secret")));
    ASSERT_FALSE(other.prepare(bytes("a third secret")));
    heap::fail_at(0);
    *key = std::move(other);
    EXPECT_EQ(heap::left_behind(), 0u);
    key.reset();
    EXPECT_EQ(heap::left_behind(), 0u);
    EXPECT_EQ(heap::blocks_in_use(), before);
}

TEST_F(openssl_heap, a_key_moves_without_taking_memory_and_without_a_copy) {
    const std::size_t before = heap::blocks_in_use();
    heap::fail_at(0);
    openssl::key moved(std::move(shared_key));
    shared_key = std::move(moved);
    EXPECT_EQ(heap::allocations(), 0u);
    EXPECT_EQ(heap::blocks_in_use(), before);
    crypto::digest digest{};
    ASSERT_FALSE(sign(shared_key, digest));
    EXPECT_EQ(digest, right);
}

TEST_F(openssl_heap, out_of_memory_at_any_allocation_a_message_has_no_digest_and_nothing_leaks) {
    const std::size_t before = heap::blocks_in_use();
    heap::fail_at(0);
    crypto::digest digest{};
    ASSERT_FALSE(sign(shared_key, digest));
    const std::size_t allocations = heap::allocations();
    for (std::size_t failing = 1; failing <= allocations; ++failing) {
        heap::fail_at(failing);
        digest = untouched();
        EXPECT_EQ(sign(shared_key, digest), crypto_error::library_failed) << failing;
        EXPECT_EQ(digest, untouched());
        EXPECT_EQ(heap::left_behind(), 0u);
        ERR_clear_error(); // frees the function names in OpenSSL's error queue
        EXPECT_EQ(heap::blocks_in_use(), before);
    }
}

TEST_F(openssl_heap, out_of_memory_at_any_allocation_a_whole_message_has_no_digest_nor_leaks) {
    const std::size_t before = heap::blocks_in_use();
    crypto::digest digest{};
    for (const bool used_before : {false, true}) {
        std::size_t failures = 0;
        for (std::size_t failing = 1; failing <= 3; ++failing) {
            openssl::mac mac;
            if (used_before) {
                ASSERT_FALSE(compute(shared_key, mac, digest));
            }
            heap::fail_at(failing);
            digest = untouched();
            const error_code failure = compute(shared_key, mac, digest);
            EXPECT_EQ(failure.failed(), heap::allocations() >= failing) << failing;
            failures += failure.failed() ? 1u : 0u;
            if (failure) {
                EXPECT_EQ(failure, crypto_error::library_failed);
                EXPECT_EQ(digest, untouched());
                ERR_clear_error(); // frees the function names in OpenSSL's error queue
                EXPECT_EQ(heap::blocks_in_use(), before) << "nothing is kept after a failure";
            }
            heap::fail_at(0);
            ASSERT_FALSE(compute(shared_key, mac, digest)) << "trying again later succeeds";
            EXPECT_EQ(digest, right);
            EXPECT_EQ(heap::left_behind(), 0u);
        }
        if (!used_before) {
            EXPECT_GE(failures, 2u) << "a context and its state";
        }
    }
    EXPECT_EQ(heap::blocks_in_use(), before);
}

TEST_F(openssl_heap, out_of_memory_at_any_allocation_a_key_is_whole_or_not_prepared) {
    heap::fail_at(0);
    ASSERT_FALSE(openssl::key{}.prepare(bytes("0123456789")));
    const std::size_t allocations = heap::allocations();
    std::size_t failures = 0;
    for (std::size_t failing = 1; failing <= allocations; ++failing) {
        openssl::key key;
        heap::fail_at(failing);
        const error_code failure = key.prepare(bytes("0123456789"));
        heap::fail_at(0);
        EXPECT_EQ(key.prepared(), !failure) << failing;
        crypto::digest digest = untouched();
        const error_code consequence = sign(key, digest);
        EXPECT_EQ(consequence, failure ? crypto_error::key_not_prepared : error_code()) << failing;
        EXPECT_EQ(digest, failure ? untouched() : right) << failing;
        failures += failure ? 1u : 0u;
    }
    EXPECT_GE(failures, 4u) << "OpenSSL itself can do without what it keeps for the next search, "
                               "but not without two contexts and their states";
}

TEST(openssl, an_algorithm_that_is_not_there_leaves_no_error_behind) {
    // No provider has SHA-256 with this property. A system without a default provider fails alike.
    ASSERT_EQ(EVP_set_default_properties(nullptr, "provider=nowhere"), 1);
    ERR_clear_error();
    openssl::key key;
    const error_code failure = key.prepare(bytes("0123456789"));
    const unsigned long left = ERR_peek_error();
    ASSERT_EQ(EVP_set_default_properties(nullptr, ""), 1);
    EXPECT_EQ(failure, crypto_error::library_unavailable);
    EXPECT_EQ(left, 0u);
    EXPECT_FALSE(key.prepared());
    EXPECT_FALSE(key.prepare(bytes("0123456789"))) << "trying again later succeeds";
}

} // namespace
