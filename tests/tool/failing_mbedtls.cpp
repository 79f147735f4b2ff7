/// @file
/// Replaces Mbed TLS's hash functions (LD_PRELOAD) and makes one of their calls fail: number
/// FLAGHOOK_FAIL_AT, from 1. At the end of the program it writes the number of calls to the file
/// that FLAGHOOK_CALLS_FILE names. The failing call completes its work first, so that the result is
/// available to code that ignores the error.

#include <dlfcn.h>
#include <mbedtls/sha256.h>
#include <mbedtls/version.h>

#include <cstdlib>
#include <fstream>

namespace {

class failure_plan {
public:
    failure_plan() {
        if (const char* const number = std::getenv("FLAGHOOK_FAIL_AT")) {
            failing_ = std::strtoul(number, nullptr, 10);
        }
    }
    ~failure_plan() {
        if (const char* const path = std::getenv("FLAGHOOK_CALLS_FILE")) {
            std::ofstream(path) << made_ << '\n';
        }
    }
    failure_plan(const failure_plan&) = delete;
    failure_plan& operator=(const failure_plan&) = delete;

    bool fails_now() noexcept { return ++made_ == failing_; }

private:
    unsigned long failing_ = 0;
    unsigned long made_ = 0;
};

failure_plan plan;

template <class Function, class... Arguments>
int run(const char* name, Function* /* the type */, Arguments... arguments) {
    const auto real = reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
    if (real == nullptr) {
        std::abort();
    }
    const int status = real(arguments...);
    return plan.fails_now() ? MBEDTLS_ERR_SHA256_BAD_INPUT_DATA : status;
}

} // namespace

// Mbed TLS 2 uses the names of Mbed TLS 3 for functions without a status.
#if MBEDTLS_VERSION_MAJOR < 3
#define FLAGHOOK_FAILING(function) mbedtls_sha256_##function##_ret
#define FLAGHOOK_NAME(function) "mbedtls_sha256_" #function "_ret"
#else
#define FLAGHOOK_FAILING(function) mbedtls_sha256_##function
#define FLAGHOOK_NAME(function) "mbedtls_sha256_" #function
#endif

extern "C" {

int FLAGHOOK_FAILING(starts)(mbedtls_sha256_context* context, int is224) {
    return run(FLAGHOOK_NAME(starts), &FLAGHOOK_FAILING(starts), context, is224);
}

int FLAGHOOK_FAILING(update)(mbedtls_sha256_context* context, const unsigned char* input,
                             std::size_t size) {
    return run(FLAGHOOK_NAME(update), &FLAGHOOK_FAILING(update), context, input, size);
}

int FLAGHOOK_FAILING(finish)(mbedtls_sha256_context* context, unsigned char* output) {
    return run(FLAGHOOK_NAME(finish), &FLAGHOOK_FAILING(finish), context, output);
}
}
