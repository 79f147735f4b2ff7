// Reads a payload, and signs and verifies it.
#include <flaghook/flaghook.hpp>

#include <string_view>

int main() {
    constexpr std::string_view body = R"({"data": [], "meta": {"version": 1}})";
    const auto secret = flaghook::secret::from_text("a secret of a test");
    const auto signer = flaghook::signer::make(*secret);
    const auto verifier = flaghook::verifier::make(*secret);
    const auto signature = signer->sign(body);
    return flaghook::parse(body) && verifier->verify(body, signature->hex()) ? 0 : 1;
}
