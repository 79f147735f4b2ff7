// Fuzzes the serializer with payloads of any content. The parser must accept what it writes, and
// each refusal needs a reason.

#include <flaghook/flaghook.hpp>

#include "answers.hpp"
#include "byte_source.hpp"
#include "oracle/code_points.hpp"
#include "oracle/digest.hpp"
#include "payload_bytes.hpp"
#include "require.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace flaghook;
using namespace flaghook::fuzz;

constexpr std::string_view key = "a secret to sign with";

bool is_good(std::string_view text, std::size_t most) {
    const std::u32string points = escaped_code_points(text);
    const std::u32string_view trimmed = stripped(points);
    return utf8(points) == text && !has_surrogate(points) && !trimmed.empty() &&
           trimmed.size() <= most && trimmed.find(U'\0') == std::u32string_view::npos;
}

bool is_good(const change& one) {
    return one.action <= change_action::updated && one.created_by.type <= author_type::name &&
           one.created_at >= min_timestamp && one.created_at <= max_timestamp &&
           is_good(one.created_by.id, 100) && is_good(one.flag, 256);
}

void trim(std::string& text) {
    text = utf8(stripped(code_points(text)));
}

/// Returns the payload as the server reads it.
payload as_received(payload sent) {
    for (change& one : sent.data) {
        trim(one.created_by.id);
        trim(one.flag);
    }
    return sent;
}

void check_written(const std::string& body, const payload& sent) {
    parser<> reader({.deviations = true});
    const auto& received = reader.parse(body);
    if (!received) {
        fail("what is written is accepted",
             {{"written", body}, {"issues", listing(received.error().issues())}});
    }
    require(*received == as_received(sent), "what is written is the payload");
    // A time with microseconds, which the blueprint does not show, is written with all its digits.
    const bool has_fraction =
        std::any_of(sent.data.begin(), sent.data.end(), [](const change& one) {
            return one.created_at.time_since_epoch() % std::chrono::seconds{1} !=
                   std::chrono::microseconds{0};
        });
    for (const deviation& one : received.deviations()) {
        require(one.code() != deviation_code::coerced_type &&
                    (one.code() != deviation_code::unusual_time || has_fraction) &&
                    one.code() != deviation_code::shifted_time &&
                    one.code() != deviation_code::unknown_key &&
                    one.code() != deviation_code::repeated_key,
                "what is written is in the documented form");
    }
}

const signer& signing() {
    static const signer instance = signer::make(secret::from_text(key).value()).value();
    return instance;
}

bool has_repeated_ids(const payload& sent) {
    std::set<change_id> ids;
    return !std::all_of(sent.data.begin(), sent.data.end(),
                        [&](const change& one) { return ids.insert(one.id).second; });
}

void check_request(const result<std::string>& body, const payload& sent) {
    const endpoint to = endpoint::make("acme").value();
    const auto made = make_request(to, sent, signing());
    if (body && has_repeated_ids(sent)) {
        require_same(made.has_value(), false, "a request is not made of changes with equal ids");
        require_same(made.error().status(), 0, "a request with equal ids is not sent");
        return;
    }
    require_same(made.has_value(), body.has_value(), "a request is made of what can be written");
    if (!made) {
        require_same(listing(made.error().issues()), listing(body.error().issues()),
                     "a request fails for the serializer's reasons");
        require_same(made.error().answer(), body.error().answer(),
                     "a request fails with the serializer's answer");
        return;
    }
    require_same(made->body(), *body, "a request has the body that was written");
    require_same(made->signed_with().hex(), std::string_view(hmac_hex(key, *body)),
                 "the signature is that of the body");
    require_same(made->url(), to.url(), "a request goes to its endpoint");
    require_same(made->headers()[1].value, made->signed_with().hex(),
                 "the header has the signature");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    byte_source bytes(as_text(data, size));
    const payload sent = read_payload(bytes);
    const auto body = serialize(sent);
    const bool good = std::all_of(sent.data.begin(), sent.data.end(),
                                  [](const change& one) { return is_good(one); });
    require_same(body.has_value(), good, "good payloads are written, and no others");
    if (body) {
        check_written(*body, sent);
    } else {
        require(!body.error().issues().empty(), "what is refused has a reason");
        require(in_order(body.error().issues()), "issues stand in the server's order");
        for (const issue& one : body.error().issues()) {
            require(!one.message().empty() && !one.path().empty(),
                    "an issue has words and a place");
        }
    }
    check_request(body, sent);
    return 0;
}
