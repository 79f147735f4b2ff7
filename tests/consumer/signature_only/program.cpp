// Signs a body and verifies it, without JSON and without a Boost library.
#include <flaghook/signature/default_backend.hpp>
#include <flaghook/signature/secret.hpp>
#include <flaghook/signature/signature.hpp>

#include <iostream>
#include <string_view>

int main() {
    constexpr std::string_view body = R"({"data": [], "meta": {"version": 1}})";
    constexpr std::string_view other_body = R"({"data": [], "meta": {"version": 2}})";

    const auto secret = flaghook::secret::from_text("a secret of a consumer");
    if (!secret) {
        std::cerr << "secret: " << secret.error().message() << '\n';
        return 1;
    }
    const auto signer = flaghook::signer::make(*secret);
    const auto verifier = flaghook::verifier::make(*secret);
    if (!signer || !verifier) {
        std::cerr << "the crypto library is not usable\n";
        return 1;
    }
    const auto signature = signer->sign(body);
    if (!signature) {
        std::cerr << "signature: " << signature.error().message() << '\n';
        return 1;
    }
    std::cout << flaghook::signature_header << ": " << signature->hex() << '\n';
    const bool right = verifier->verify(body, signature->hex());
    const bool wrong = verifier->verify(other_body, signature->hex());
    return right && !wrong ? 0 : 1;
}
