// Each back end of the library keeps the promises of the concept.

#include <flaghook/crypto/mbedtls.hpp>
#include <flaghook/crypto/openssl.hpp>

#include <crypto/octets.hpp>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

using flaghook::tests::bytes;

namespace crypto = flaghook::crypto;
using boost::system::error_code;
using crypto::crypto_error;

template <class Backend>
class backends : public testing::Test {
    static_assert(crypto::hmac_sha256<Backend>);
};

using every_backend = testing::Types<crypto::mbedtls, crypto::openssl>;

TYPED_TEST_SUITE(backends, every_backend);

std::string hex(std::span<const std::uint8_t> octets) {
    std::string text;
    for (const std::uint8_t octet : octets) {
        constexpr std::string_view digits = "0123456789abcdef";
        text += digits[octet / 16];
        text += digits[octet % 16];
    }
    return text;
}

template <class Backend>
std::string mac_of(std::string_view secret, std::string_view message) {
    typename Backend::key key;
    typename Backend::mac mac;
    crypto::digest digest{};
    EXPECT_FALSE(key.prepare(bytes(secret)));
    EXPECT_FALSE(mac.start(key));
    EXPECT_FALSE(mac.update(bytes(message)));
    EXPECT_FALSE(mac.finish(digest));
    return hex(digest);
}

std::string counting(char first, char last) {
    std::string text;
    for (char value = first; value <= last; ++value) {
        text += value;
    }
    return text;
}

struct vector {
    int number;
    std::string key;
    std::string data;
    std::string_view mac;
};

/// The lines HMAC-SHA-256 of RFC 4231, sections 4.2 to 4.8.
const vector rfc_4231[] = {
    {1, std::string(20, '\x0b'), "Hi There",
     "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
    {2, "Jefe", "what do ya want for nothing?",
     "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
    {3, std::string(20, '\xaa'), std::string(50, '\xdd'),
     "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
    {4, counting('\x01', '\x19'), std::string(50, '\xcd'),
     "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
    // The RFC prints only 128 bits.
    {5, std::string(20, '\x0c'), "Test With Truncation", "a3b6167473100ee06e0c796c2955552b"},
    {6, std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
     "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
    {7, std::string(131, '\xaa'),
     "This is a test using a larger than block-size key and a larger than block-size data. The key "
     "needs to be hashed before being used by the HMAC algorithm.",
     "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
};

TYPED_TEST(backends, computes_the_vectors_of_rfc_4231) {
    for (const vector& given : rfc_4231) {
        EXPECT_EQ(mac_of<TypeParam>(given.key, given.data).substr(0, given.mac.size()), given.mac)
            << "test case " << given.number;
    }
}

TYPED_TEST(backends, gives_the_same_for_a_message_cut_at_every_place) {
    typename TypeParam::key key;
    ASSERT_FALSE(key.prepare(bytes(rfc_4231[6].key)));
    const std::string_view message = rfc_4231[6].data;
    for (std::size_t cut = 0; cut <= message.size(); ++cut) {
        typename TypeParam::mac mac;
        crypto::digest digest{};
        ASSERT_FALSE(mac.start(key));
        ASSERT_FALSE(mac.update(bytes(message.substr(0, cut))));
        ASSERT_FALSE(mac.update({}));
        ASSERT_FALSE(mac.update(bytes(message.substr(cut))));
        ASSERT_FALSE(mac.finish(digest));
        EXPECT_EQ(hex(digest), rfc_4231[6].mac) << "cut at " << cut;
    }
}

/// Byte i of a key of length n is (7 i + n) mod 256. Byte i of the message is (31 i + 7) mod 256.
std::string key_of_length(std::size_t length) {
    std::string key;
    for (std::size_t position = 0; position < length; ++position) {
        key += static_cast<char>(static_cast<unsigned char>(position * 7 + length));
    }
    return key;
}

std::string message_of_300_bytes() {
    std::string message;
    for (std::size_t position = 0; position < 300; ++position) {
        message += static_cast<char>(static_cast<unsigned char>(position * 31 + 7));
    }
    return message;
}

// Python:
//   message = bytes((31 * i + 7) % 256 for i in range(300))
//   macs = [hmac.digest(bytes((7 * i + n) % 256 for i in range(n)), message, "sha256")
//           for n in range(201)]
//   print(macs[n].hex()); print(hashlib.sha256(b"".join(macs)).hexdigest())
TYPED_TEST(backends, agrees_with_python_about_key_lengths_around_the_block_size) {
    const std::pair<std::size_t, std::string_view> macs[] = {
        {0, "d17deec68c068d57de50e92110e286107b1c2b663f91ccb67436f59ee0c64550"},
        {1, "0b05d1c776cb168a7139cc6198a061734c22a1c8a07d239d720c8d726bff3d4e"},
        {10, "df3efac8da27908724a65e1cdeb25ac3ff9350c8f881798edb49510a94b185bb"},
        {32, "a126e283b36e1d9fab5557627d765ac7ef2f445180b503eadd76b87fdda49d8e"},
        {63, "cb73745c57332ee8334609e43501961db2eb5938f8ea2f581acf2e192ec04e9d"},
        {64, "cf8ec2e2cd2a393fed3a79a744f20a0efa507d87dee5e683b7e7b3817cef853e"},
        {65, "e9700410b11c91f9f35f0f20f92f736a00639401fe784fbe883c859ff94f7f28"},
        {128, "0968a5753b95d4a52cc3d105cb9c0df529c38a6f1566457180860e97b36327e8"},
        {200, "95deaff850d597acecde7a844fe8337672b081191524ce97d995403495774d3f"},
    };
    for (const auto& [length, mac] : macs) {
        EXPECT_EQ(mac_of<TypeParam>(key_of_length(length), message_of_300_bytes()), mac) << length;
    }
}

TYPED_TEST(backends, agrees_with_python_about_every_key_length_up_to_200) {
    std::string macs;
    for (std::size_t length = 0; length <= 200; ++length) {
        typename TypeParam::key key;
        typename TypeParam::mac mac;
        crypto::digest digest{};
        ASSERT_FALSE(key.prepare(bytes(key_of_length(length))));
        ASSERT_FALSE(mac.start(key));
        ASSERT_FALSE(mac.update(bytes(message_of_300_bytes())));
        ASSERT_FALSE(mac.finish(digest));
        macs.append(digest.begin(), digest.end());
    }
    crypto::digest all{};
    ASSERT_FALSE(TypeParam::sha256(bytes(macs), all));
    EXPECT_EQ(hex(all), "e852d9428f01a961b32db6922cdd64e5dd953fb5a044ee1ca90551905b45a040");
}

TYPED_TEST(backends, computes_plain_sha256) {
    // The first, second and fourth are examples of FIPS 180-2, appendix B. The third is the hash of
    // an empty text, computed by Python's hashlib.
    const std::pair<std::string, std::string_view> hashes[] = {
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {std::string(1'000'000, 'a'),
         "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    };
    for (const auto& [text, hash] : hashes) {
        crypto::digest digest{};
        ASSERT_FALSE(TypeParam::sha256(bytes(text), digest));
        EXPECT_EQ(hex(digest), hash);
    }
}

TYPED_TEST(backends, one_key_serves_many_messages) {
    typename TypeParam::key key;
    ASSERT_FALSE(key.prepare(bytes(rfc_4231[1].key)));
    for (int round = 0; round < 3; ++round) {
        typename TypeParam::mac mac;
        crypto::digest digest{};
        ASSERT_FALSE(mac.start(key));
        ASSERT_FALSE(mac.update(bytes(rfc_4231[1].data)));
        ASSERT_FALSE(mac.finish(digest));
        EXPECT_EQ(hex(digest), rfc_4231[1].mac);
    }
}

TYPED_TEST(backends, preparing_a_key_again_replaces_it) {
    typename TypeParam::key key;
    ASSERT_FALSE(key.prepare(bytes("another key")));
    ASSERT_FALSE(key.prepare(bytes(rfc_4231[1].key)));
    typename TypeParam::mac mac;
    crypto::digest digest{};
    ASSERT_FALSE(mac.start(key));
    ASSERT_FALSE(mac.update(bytes(rfc_4231[1].data)));
    ASSERT_FALSE(mac.finish(digest));
    EXPECT_EQ(hex(digest), rfc_4231[1].mac);
}

TYPED_TEST(backends, starting_again_forgets_what_came_before) {
    typename TypeParam::key key;
    ASSERT_FALSE(key.prepare(bytes(rfc_4231[1].key)));
    typename TypeParam::mac mac;
    crypto::digest digest{};
    ASSERT_FALSE(mac.start(key));
    ASSERT_FALSE(mac.update(bytes("an abandoned message")));
    ASSERT_FALSE(mac.start(key));
    ASSERT_FALSE(mac.update(bytes(rfc_4231[1].data)));
    ASSERT_FALSE(mac.finish(digest));
    EXPECT_EQ(hex(digest), rfc_4231[1].mac);
}

TYPED_TEST(backends, a_computation_outlives_its_key) {
    typename TypeParam::mac mac;
    crypto::digest digest{};
    {
        typename TypeParam::key key;
        ASSERT_FALSE(key.prepare(bytes(rfc_4231[1].key)));
        ASSERT_FALSE(mac.start(key));
    }
    ASSERT_FALSE(mac.update(bytes(rfc_4231[1].data)));
    ASSERT_FALSE(mac.finish(digest));
    EXPECT_EQ(hex(digest), rfc_4231[1].mac);
}

TYPED_TEST(backends, computes_a_whole_message_in_one_call) {
    static_assert(crypto::computes_whole_macs<TypeParam>);
    typename TypeParam::mac mac;
    for (const vector& given : rfc_4231) {
        typename TypeParam::key key;
        ASSERT_FALSE(key.prepare(bytes(given.key)));
        for (const char* const use : {"first", "again"}) {
            crypto::digest digest{};
            ASSERT_FALSE(mac.compute(key, bytes(given.data), digest));
            EXPECT_EQ(hex(digest).substr(0, given.mac.size()), given.mac)
                << "test case " << given.number << ", used " << use;
        }
    }
}

TYPED_TEST(backends, one_computation_serves_whole_messages_and_parts_in_turn) {
    typename TypeParam::key key;
    typename TypeParam::key other;
    ASSERT_FALSE(key.prepare(bytes(rfc_4231[1].key)));
    ASSERT_FALSE(other.prepare(bytes("another key")));
    typename TypeParam::mac mac;
    crypto::digest digest{};
    ASSERT_FALSE(mac.start(other));
    ASSERT_FALSE(mac.update(bytes("an abandoned message")));
    ASSERT_FALSE(mac.compute(key, bytes(rfc_4231[1].data), digest));
    EXPECT_EQ(hex(digest), rfc_4231[1].mac);
    digest = flaghook::tests::untouched();
    EXPECT_EQ(mac.update(bytes("x")), crypto_error::not_started);
    EXPECT_EQ(mac.finish(digest), crypto_error::not_started);
    EXPECT_EQ(digest, flaghook::tests::untouched());
    ASSERT_FALSE(mac.compute(other, bytes("a message"), digest));
    ASSERT_FALSE(mac.start(key));
    ASSERT_FALSE(mac.update(bytes(rfc_4231[1].data)));
    ASSERT_FALSE(mac.finish(digest));
    EXPECT_EQ(hex(digest), rfc_4231[1].mac);
}

TYPED_TEST(backends, an_unprepared_key_computes_nothing_and_ends_what_was_running) {
    typename TypeParam::key key;
    ASSERT_FALSE(key.prepare(bytes(rfc_4231[1].key)));
    typename TypeParam::mac mac;
    crypto::digest digest = flaghook::tests::untouched();
    ASSERT_FALSE(mac.start(key));
    EXPECT_EQ(mac.compute(typename TypeParam::key{}, bytes("x"), digest),
              crypto_error::key_not_prepared);
    EXPECT_EQ(mac.finish(digest), crypto_error::not_started);
    EXPECT_EQ(digest, flaghook::tests::untouched());
    ASSERT_FALSE(mac.compute(key, bytes(rfc_4231[1].data), digest));
    EXPECT_EQ(hex(digest), rfc_4231[1].mac);
}

TYPED_TEST(backends, an_unprepared_key_starts_nothing) {
    const typename TypeParam::key key;
    EXPECT_FALSE(key.prepared());
    typename TypeParam::mac mac;
    EXPECT_EQ(mac.start(key), crypto_error::key_not_prepared);
    EXPECT_EQ(mac.update(bytes("x")), crypto_error::not_started);
}

TYPED_TEST(backends, a_computation_that_is_not_running_refuses_every_step) {
    crypto::digest untouched;
    untouched.fill(0xEE);
    crypto::digest digest = untouched;

    typename TypeParam::mac never_started;
    EXPECT_EQ(never_started.update(bytes("x")), crypto_error::not_started);
    EXPECT_EQ(never_started.finish(digest), crypto_error::not_started);
    EXPECT_EQ(digest, untouched);

    typename TypeParam::key key;
    typename TypeParam::mac finished;
    ASSERT_FALSE(key.prepare(bytes("0123456789")));
    ASSERT_FALSE(finished.start(key));
    ASSERT_FALSE(finished.finish(digest));
    digest = untouched;
    EXPECT_EQ(finished.update(bytes("x")), crypto_error::not_started);
    EXPECT_EQ(finished.finish(digest), crypto_error::not_started);
    EXPECT_EQ(digest, untouched);

    typename TypeParam::mac refused;
    ASSERT_FALSE(refused.start(key));
    EXPECT_EQ(refused.start(typename TypeParam::key{}), crypto_error::key_not_prepared);
    EXPECT_EQ(refused.finish(digest), crypto_error::not_started)
        << "a failed start must not leave the earlier computation running";
}

// These tests use moved-from objects on purpose.
// NOLINTBEGIN(bugprone-use-after-move,clang-analyzer-cplusplus.Move)
TYPED_TEST(backends, moving_takes_the_key_along_and_leaves_none_behind) {
    std::vector<typename TypeParam::key> keys(3);
    ASSERT_FALSE(keys[0].prepare(bytes(rfc_4231[1].key)));
    keys[1] = std::move(keys[0]);
    typename TypeParam::key constructed(std::move(keys[1]));
    keys[2] = std::move(constructed);
    typename TypeParam::key& same = keys[2];
    keys[2] = std::move(same);

    typename TypeParam::mac mac;
    EXPECT_EQ(mac.start(keys[0]), crypto_error::key_not_prepared);
    EXPECT_EQ(mac.start(keys[1]), crypto_error::key_not_prepared);
    crypto::digest digest{};
    ASSERT_FALSE(mac.start(keys[2]));
    ASSERT_FALSE(mac.update(bytes(rfc_4231[1].data)));
    ASSERT_FALSE(mac.finish(digest));
    EXPECT_EQ(hex(digest), rfc_4231[1].mac);
}

TYPED_TEST(backends, moving_takes_a_running_computation_along) {
    typename TypeParam::key key;
    ASSERT_FALSE(key.prepare(bytes(rfc_4231[1].key)));
    const std::string_view message = rfc_4231[1].data;
    typename TypeParam::mac first;
    ASSERT_FALSE(first.start(key));
    ASSERT_FALSE(first.update(bytes(message.substr(0, 9))));
    typename TypeParam::mac second(std::move(first));
    typename TypeParam::mac third;
    third = std::move(second);

    crypto::digest digest{};
    EXPECT_EQ(first.finish(digest), crypto_error::not_started);
    EXPECT_EQ(second.update(bytes("x")), crypto_error::not_started);
    ASSERT_FALSE(third.update(bytes(message.substr(9))));
    ASSERT_FALSE(third.finish(digest));
    EXPECT_EQ(hex(digest), rfc_4231[1].mac);
}
// NOLINTEND(bugprone-use-after-move,clang-analyzer-cplusplus.Move)

TYPED_TEST(backends, compares_every_byte) {
    std::array<unsigned char, 64> left{};
    std::array<unsigned char, 64> right{};
    EXPECT_TRUE(TypeParam::equal(left.data(), right.data(), left.size()));
    EXPECT_TRUE(TypeParam::equal(left.data(), right.data(), 0));
    for (std::size_t position = 0; position < right.size(); ++position) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            right[position] = static_cast<unsigned char>(1u << bit);
            EXPECT_FALSE(TypeParam::equal(left.data(), right.data(), left.size()));
            EXPECT_TRUE(TypeParam::equal(left.data(), right.data(), position));
        }
        right[position] = 0;
    }
}

TYPED_TEST(backends, wipes_exactly_what_it_is_told_to) {
    std::array<unsigned char, 8> memory;
    memory.fill(0xAA);
    TypeParam::wipe(memory.data() + 2, 4);
    EXPECT_EQ(memory, (std::array<unsigned char, 8>{0xAA, 0xAA, 0, 0, 0, 0, 0xAA, 0xAA}));
    TypeParam::wipe(nullptr, 0);
}

TYPED_TEST(backends, one_key_serves_many_threads_at_the_same_time) {
    typename TypeParam::key key;
    ASSERT_FALSE(key.prepare(bytes(rfc_4231[6].key)));
    std::array<std::size_t, 4> right{};
    std::vector<std::thread> threads;
    threads.reserve(right.size());
    for (std::size_t& count : right) {
        threads.emplace_back([&key, &count] {
            for (int round = 0; round < 200; ++round) {
                typename TypeParam::mac mac;
                crypto::digest digest{};
                error_code failure = mac.start(key);
                failure = failure ? failure : mac.update(bytes(rfc_4231[6].data));
                failure = failure ? failure : mac.finish(digest);
                count += !failure && hex(digest) == rfc_4231[6].mac;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (const std::size_t count : right) {
        EXPECT_EQ(count, 200u);
    }
}

TYPED_TEST(backends, keys_are_prepared_however_many_threads_come_first) {
    std::array<error_code, 4> failures;
    std::vector<std::thread> threads;
    threads.reserve(failures.size());
    for (error_code& failure : failures) {
        threads.emplace_back([&failure] {
            typename TypeParam::key key;
            failure = key.prepare(bytes("0123456789"));
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (const error_code& failure : failures) {
        EXPECT_FALSE(failure) << failure.message();
    }
}

} // namespace
