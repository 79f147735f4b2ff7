// Uses flaghook as a program does: reads a body, signs and verifies it, and reads an answer.
#include <flaghook/flaghook.hpp>

#include <iostream>
#include <string_view>

namespace {

constexpr std::string_view body = R"({"data": [{"action": "created", "change_id": 93899375123,)"
                                  R"( "created_at": "2024-12-12T00:02:00+00:00",)"
                                  R"( "created_by": {"id": "first.last@company.com",)"
                                  R"( "type": "email"}, "flag": "hello.world"}],)"
                                  R"( "meta": {"version": 1}})";

int fail(std::string_view what) {
    std::cerr << "failed: " << what << '\n';
    return 1;
}

} // namespace

int main() {
    const auto payload = flaghook::parse<flaghook::blueprint::v1>(body);
    if (!payload || payload->data.size() != 1) {
        return fail("parse");
    }
    std::cout << payload->data.front().flag << '\n';
    if (payload->data.front().flag != "hello.world") {
        return fail("flag");
    }
    if (flaghook::parse<flaghook::blueprint::v1>(R"({"data": [{}]})")) {
        return fail("refuse an empty change");
    }

    // Only this call needs Boost.JSON.
    const auto delivery = flaghook::parse_delivery(200, R"({"meta": {"version": ["Bad."]}})");
    if (delivery.outcome != flaghook::delivery_outcome::refused ||
        delivery.complaints.size() != 1) {
        return fail("read an answer");
    }

    const auto secret = flaghook::secret::from_text("a secret of a consumer");
    if (!secret) {
        return fail("secret");
    }
    const auto signer = flaghook::signer::make(*secret);
    const auto verifier = flaghook::verifier::make(*secret);
    if (!signer || !verifier) {
        return fail("crypto");
    }
    const auto signature = signer->sign(body);
    if (!signature) {
        return fail("sign");
    }
    std::cout << flaghook::signature_header << ": " << signature->hex() << '\n';
    if (!verifier->verify(body, signature->hex())) {
        return fail("verify");
    }
    if (verifier->verify(body.substr(1), signature->hex())) {
        return fail("refuse another body");
    }
    return 0;
}
