// The stack keeps no part of a secret, and no part of the signature that a verifier computed to
// refuse another one.

#include <flaghook/signature/default_backend.hpp>

#include <gtest/gtest.h>
#include <pthread.h>
#include <signature/example.hpp>
#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace {

using flaghook::secret;

/// The compiler cannot see what these pointers call, so their arguments are in memory.
void* (*const volatile fill)(void*, int, std::size_t) = std::memset;
int (*const volatile compare)(const void*, const void*, std::size_t) = std::memcmp;

/// A stack that can be inspected after the function that ran on it has returned.
class stack {
public:
    stack()
        : memory_(static_cast<char*>(
              mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))),
          left_(size, '\0') {}
    ~stack() { munmap(memory_, size); }
    stack(const stack&) = delete;
    stack& operator=(const stack&) = delete;

    /// Fills this stack with zeros, and runs `work` on it in a thread.
    void run(std::function<void()> work) {
        std::memset(memory_, 0, size);
        work_ = std::move(work);
        pthread_attr_t attributes;
        ASSERT_EQ(pthread_attr_init(&attributes), 0);
        ASSERT_EQ(pthread_attr_setstack(&attributes, memory_, size), 0);
        pthread_t thread{};
        ASSERT_EQ(pthread_create(&thread, &attributes, &call, this), 0);
        ASSERT_EQ(pthread_join(thread, nullptr), 0);
        ASSERT_EQ(pthread_attr_destroy(&attributes), 0);
    }

    /// Returns how many pieces of 8 bytes of `text` are on the stack.
    std::size_t remains_of(std::string_view text) const {
        constexpr std::size_t piece = 8;
        std::size_t found = 0;
        for (std::size_t start = 0; start + piece <= text.size(); ++start) {
            found += left_.find(text.substr(start, piece)) != std::string::npos;
        }
        return found;
    }

private:
    static constexpr std::size_t size = std::size_t{1} << 20;

    static void* call(void* self) {
        static_cast<stack*>(self)->dive();
        return nullptr;
    }

    /// Runs the work below an unused area, so that `look` does not overwrite what the work left.
    void dive() {
        char unused[std::size_t{1} << 14];
        fill(unused, 0, sizeof unused);
        work_();
        look(memory_, left_.data());
        fill(unused, 0, sizeof unused);
    }

    /// Copies the stack before the thread ends, because the system may then write to it.
    [[gnu::noinline]] static void look(const volatile char* from, volatile char* to) {
        for (std::size_t position = 0; position < size; ++position) {
            to[position] = from[position];
        }
    }

    char* memory_;
    std::string left_;
    std::function<void()> work_;
};

/// Returns the secret XOR one octet, which RFC 2104 hashes.
std::string padded(std::string_view secret, unsigned char pad) {
    std::string text(secret);
    for (char& octet : text) {
        octet = static_cast<char>(octet ^ static_cast<char>(pad));
    }
    return text;
}

constexpr std::string_view secret_text = "correct horse battery staple 0123";

TEST(stack, looking_finds_what_is_not_wiped) {
    stack stack;
    stack.run([] {
        std::string copies;
        while (copies.size() < 4096) {
            copies += secret_text;
        }
        char copy[4096];
        std::copy_n(copies.begin(), sizeof copy, copy);
        EXPECT_EQ(compare(copy, copies.data(), sizeof copy), 0);
    });
    EXPECT_GT(stack.remains_of(secret_text), 0u);
}

TEST(stack, making_a_key_leaves_nothing_of_the_secret) {
    stack stack;
    const secret other = *secret::from_text("any other secret of that length!!");
    const secret secret = *flaghook::secret::from_text(secret_text);
    const auto make_both = [](const flaghook::secret& from) {
        const auto signer = flaghook::signer::make(from);
        const auto verifier = flaghook::verifier::make(from);
        EXPECT_TRUE(signer && verifier);
    };
    // At the first call of a function in a shared library, the dynamic linker saves the vector
    // registers on the stack, with all their contents. So the first calls are with another secret.
    make_both(other);
    stack.run([&] { make_both(secret); });
    EXPECT_EQ(stack.remains_of(secret_text), 0u);
    EXPECT_EQ(stack.remains_of(padded(secret_text, 0x36)), 0u);
    EXPECT_EQ(stack.remains_of(padded(secret_text, 0x5C)), 0u);
}

TEST(stack, refusing_a_signature_leaves_nothing_of_the_right_one) {
    using flaghook::tests::body;
    stack stack;
    const auto secret = flaghook::secret::from_text(flaghook::tests::signed_examples[0].secret);
    const auto verifier = flaghook::verifier::make(*secret);
    const std::string_view right = flaghook::tests::signed_examples[0].signature_of_body;
    std::string digest;
    for (std::size_t position = 0; position < right.size(); position += 2) {
        digest += static_cast<char>(static_cast<unsigned char>(
            std::stoi(std::string(right.substr(position, 2)), nullptr, 16)));
    }
    const std::string wrong(64, '0');
    EXPECT_FALSE(verifier->verify("another body, for the dynamic linker as above", wrong));
    stack.run([&] { EXPECT_FALSE(verifier->verify(body, wrong)); });
    EXPECT_EQ(stack.remains_of(right), 0u);
    EXPECT_EQ(stack.remains_of(digest), 0u);
}

} // namespace
