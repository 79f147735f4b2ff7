// Tests that apply only to Mbed TLS, which keeps all its data inside the object. backends_test.cpp
// has the tests that apply to all back ends.

#include <flaghook/crypto/mbedtls.hpp>

#include <crypto/octets.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <utility>

namespace {

using flaghook::tests::bytes;

namespace crypto = flaghook::crypto;
using crypto::mbedtls;

/// A destroyed key or computation may leave two flags, which record whether a state is running.
constexpr std::size_t flags = 2;

/// An object in memory that can be inspected after its destruction.
template <class Object>
class observed {
public:
    /// The pointer is volatile, because a compiler may remove stores to an object's memory before
    /// the constructor runs. The padding would then keep its former bytes.
    observed() {
        volatile unsigned char* const memory = memory_;
        std::fill(memory, memory + sizeof memory_, static_cast<unsigned char>(0));
    }

    Object& begin() { return *(object_ = new (memory_) Object); }
    void end() { std::destroy_at(std::exchange(object_, nullptr)); }

    /// Counts the bytes other than zero. The pointer is volatile, so that the compiler really reads
    /// the memory after the object's lifetime.
    std::size_t bytes_set() const {
        const volatile unsigned char* const look = memory_;
        std::size_t count = 0;
        for (std::size_t position = 0; position < sizeof memory_; ++position) {
            count += look[position] != 0;
        }
        return count;
    }

private:
    alignas(Object) unsigned char memory_[sizeof(Object)];
    Object* object_ = nullptr;
};

TEST(mbedtls, a_key_leaves_nothing_in_memory_when_it_ends) {
    observed<mbedtls::key> place;
    ASSERT_FALSE(place.begin().prepare(bytes("0123456789")));
    EXPECT_GE(place.bytes_set(), 32u) << "two SHA-256 states are hardly ever this empty";
    place.end();
    EXPECT_LE(place.bytes_set(), flags);
}

// These tests use moved-from objects on purpose.
// NOLINTBEGIN(bugprone-use-after-move,clang-analyzer-cplusplus.Move)
TEST(mbedtls, a_key_leaves_nothing_in_memory_when_it_is_moved_from) {
    observed<mbedtls::key> place;
    mbedtls::key& key = place.begin();
    ASSERT_FALSE(key.prepare(bytes("0123456789")));
    const mbedtls::key constructed(std::move(key));
    EXPECT_EQ(place.bytes_set(), 0u);
    ASSERT_FALSE(key.prepare(bytes("0123456789")));
    mbedtls::key assigned;
    assigned = std::move(key);
    EXPECT_EQ(place.bytes_set(), 0u);
    EXPECT_TRUE(constructed.prepared());
    EXPECT_TRUE(assigned.prepared());
    place.end();
}
// NOLINTEND(bugprone-use-after-move,clang-analyzer-cplusplus.Move)

TEST(mbedtls, a_computation_leaves_nothing_in_memory_when_it_ends) {
    mbedtls::key key;
    ASSERT_FALSE(key.prepare(bytes("0123456789")));
    observed<mbedtls::mac> place;
    mbedtls::mac& mac = place.begin();
    ASSERT_FALSE(mac.start(key));
    ASSERT_FALSE(mac.update(bytes("body")));
    EXPECT_GE(place.bytes_set(), 32u);
    place.end();
    EXPECT_LE(place.bytes_set(), flags);
}

TEST(mbedtls, a_computation_leaves_nothing_in_memory_when_it_has_given_its_result) {
    mbedtls::key key;
    ASSERT_FALSE(key.prepare(bytes("0123456789")));
    observed<mbedtls::mac> place;
    mbedtls::mac& mac = place.begin();
    ASSERT_FALSE(mac.start(key));
    EXPECT_GE(place.bytes_set(), 32u);
    crypto::digest digest{};
    ASSERT_FALSE(mac.finish(digest));
    EXPECT_EQ(place.bytes_set(), 0u);
    place.end();
}

TEST(mbedtls, a_whole_message_leaves_nothing_in_memory) {
    mbedtls::key key;
    ASSERT_FALSE(key.prepare(bytes("0123456789")));
    observed<mbedtls::mac> place;
    mbedtls::mac& mac = place.begin();
    ASSERT_FALSE(mac.start(key));
    EXPECT_GE(place.bytes_set(), 32u);
    crypto::digest digest{};
    ASSERT_FALSE(mac.compute(key, bytes("body"), digest));
    EXPECT_EQ(place.bytes_set(), 0u);
    place.end();
}

} // namespace
