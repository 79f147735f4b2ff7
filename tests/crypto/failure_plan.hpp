/// @file
/// Back ends that fail at a chosen call.
#ifndef FLAGHOOK_TESTS_CRYPTO_FAILURE_PLAN_HPP
#define FLAGHOOK_TESTS_CRYPTO_FAILURE_PLAN_HPP

#include <flaghook/crypto/composed_hmac.hpp>
#include <flaghook/crypto/mbedtls.hpp>

#include <cstddef>
#include <span>
#include <utility>

namespace flaghook::tests {

/// Chooses which crypto call fails. Counts the calls of all objects, in one thread.
class failure_plan {
public:
    /// Restarts counting.
    /// @param failing the number of the call that fails, from 1; 0 for none
    static void fail_at(std::size_t failing) noexcept {
        made_calls = 0;
        failing_call = failing;
    }

    /// Returns the number of calls since `fail_at`.
    static std::size_t made() noexcept { return made_calls; }

    /// Counts a call, and returns whether it fails.
    static bool fails_now() noexcept { return ++made_calls == failing_call; }

private:
    static inline std::size_t made_calls = 0;
    static inline std::size_t failing_call = 0;
};

#ifdef FLAGHOOK_MBEDTLS_PSA
using real_sha256 = crypto::detail::psa_sha256;
#else
using real_sha256 = crypto::detail::legacy_sha256;
#endif

/// A `resumable_sha256` that keeps the contract, and fails at the planned call.
class failing_sha256 {
public:
    boost::system::error_code start() noexcept {
        return run([&] { return real_.start(); });
    }
    boost::system::error_code resume(const failing_sha256& other) noexcept {
        return run([&] { return real_.resume(other.real_); });
    }
    boost::system::error_code update(std::span<const std::byte> bytes) noexcept {
        return run([&] { return real_.update(bytes); });
    }
    boost::system::error_code finish(crypto::digest& out) noexcept {
        return run([&] { return real_.finish(out); });
    }
    bool running() const noexcept { return real_.running(); }
    static void wipe(void* memory, std::size_t size) noexcept { real_sha256::wipe(memory, size); }

private:
    template <class Call>
    boost::system::error_code run(Call call) noexcept {
        if (failure_plan::fails_now()) {
            real_ = real_sha256{};
            return crypto::crypto_error::library_failed;
        }
        return call();
    }

    real_sha256 real_;
};

/// A back end that reports a failure but breaks all its other promises: the failing call computes
/// its result, and code that ignores the error can read it. It also counts comparisons.
struct failing_backend {
    using real = crypto::mbedtls;

    class key {
    public:
        boost::system::error_code prepare(std::span<const std::byte> secret) noexcept {
            return report(real_.prepare(secret));
        }

    private:
        friend failing_backend;
        real::key real_;
    };

    class mac {
    public:
        boost::system::error_code start(const key& from) noexcept {
            return report(real_.start(real_key(from)));
        }
        boost::system::error_code update(std::span<const std::byte> bytes) noexcept {
            return report(real_.update(bytes));
        }
        boost::system::error_code finish(crypto::digest& out) noexcept {
            return report(real_.finish(out));
        }

    private:
        real::mac real_;
    };

    static boost::system::error_code sha256(std::span<const std::byte> bytes,
                                            crypto::digest& out) noexcept {
        return report(real::sha256(bytes, out));
    }
    static bool equal(const void* a, const void* b, std::size_t size) noexcept {
        ++comparisons;
        return real::equal(a, b, size);
    }
    static void wipe(void* memory, std::size_t size) noexcept { real::wipe(memory, size); }

    static inline std::size_t comparisons = 0;

private:
    static const real::key& real_key(const key& from) noexcept { return from.real_; }

    static boost::system::error_code report(boost::system::error_code real_outcome) noexcept {
        if (failure_plan::fails_now()) {
            return crypto::crypto_error::library_failed;
        }
        return real_outcome;
    }
};

static_assert(crypto::resumable_sha256<failing_sha256>);
static_assert(crypto::hmac_sha256<failing_backend>);

} // namespace flaghook::tests

#endif
