// Handles one request, from the signature to the rows, for callgrind to count. Uses Mbed TLS, whose
// code is the same on every machine, because OpenSSL's depends on the processor.
//
// Usage: receive receive|answer owning|views|escaped CHANGES
//
// `answer` omits the signature, whose instructions are mostly the crypto library's.

#include <flaghook/crypto/mbedtls.hpp>
#include <flaghook/flaghook.hpp>

#include <bench/bodies.hpp>
#include <valgrind/callgrind.h>

#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace flaghook;
using bench::layout;

constexpr std::string_view secret_text = "0123456789abcdef0123456789abcdef";

template <class Version>
bool receive(const std::string& body, bool with_signature) {
    const auto key = *secret::from_text(secret_text);
    const auto signature = *basic_signer<crypto::mbedtls>::make(key)->sign(body);
    const basic_receiver<Version, crypto::mbedtls> receiver(
        *basic_verifier<crypto::mbedtls>::make(key));
    typename basic_receiver<Version, crypto::mbedtls>::session session(receiver);
    basic_answerer<Version> answerer;
    const received_headers headers{.signature = signature.hex(),
                                   .content_type = "application/json"};
    const auto request = [&] {
        return with_signature ? session.receive(body, headers).accepted()
                              : answerer.answer(body).accepted();
    };
    // The first request is not counted: it allocates memory and triggers the dynamic linker's work.
    bool accepted = request();
    CALLGRIND_START_INSTRUMENTATION;
    CALLGRIND_TOGGLE_COLLECT;
    accepted &= request();
    CALLGRIND_TOGGLE_COLLECT;
    CALLGRIND_STOP_INSTRUMENTATION;
    return accepted;
}

} // namespace

int main(int count, char** words) {
    if (count != 4) {
        return EXIT_FAILURE;
    }
    const bool with_signature = std::string_view(words[1]) == "receive";
    const std::string_view way = words[2];
    const auto changes = static_cast<std::size_t>(std::atoi(words[3]));
    std::string body = bench::body_of(bench::batch_of(changes), layout::documented);
    if (way == "escaped") {
        // An unknown key with an escape.
        body.pop_back();
        body += R"(,"\u0061":0})";
    }
    const bool accepted = way == "views" ? receive<blueprint::latest_borrowed>(body, with_signature)
                                         : receive<blueprint::v1>(body, with_signature);
    return accepted ? EXIT_SUCCESS : EXIT_FAILURE;
}
