// Checks that a body signed or verified in parts gives the same result as the whole body, wherever
// it is cut.

#include <flaghook/flaghook.hpp>

#include "byte_source.hpp"
#include "errors.hpp"
#include "oracle/digest.hpp"
#include "require.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace {

using namespace flaghook;
using namespace flaghook::fuzz;

/// Bodies up to this size are cut at every place.
constexpr std::size_t cut_everywhere = 96;

std::string signature_in_parts(const signer& signing, std::string_view first,
                               std::string_view second) {
    signer::context run = signing.start();
    run.update(first);
    run.update(second);
    const auto done = run.finish();
    check_error(run.finish().error());
    return std::string(done.value().hex());
}

void check_every_cut(const signer& signing, const verifier& checking, std::string_view body,
                     const std::string& right) {
    for (std::size_t cut = 0; cut <= body.size(); ++cut) {
        require_same(signature_in_parts(signing, body.substr(0, cut), body.substr(cut)), right,
                     "two parts are signed as one body");
        verifier::context run = checking.start();
        run.update(body.substr(0, cut));
        run.update(body.substr(cut));
        require(run.verify(right), "two parts are verified as one body");
        require(!run.verify(right), "a run verifies only once");
        verifier::context cut_header = checking.start();
        require(!cut_header.verify(right.substr(1 + cut % right.size())) &&
                    !cut_header.verify(right),
                "a header of another length ends a run");
    }
}

/// Checks parts of the sizes that the input gives, including empty ones.
void check_parts(const signer& signing, const verifier& checking, byte_source sizes,
                 std::string_view body, const std::string& right) {
    signer::context signed_run = signing.start();
    verifier::context verified_run = checking.start();
    verifier::context short_run = checking.start();
    while (!body.empty()) {
        const std::size_t size =
            sizes.empty() ? body.size() : std::min<std::size_t>(sizes.byte(), body.size());
        const std::string_view part = body.substr(0, size);
        body.remove_prefix(size);
        signed_run.update(part);
        verified_run.update(part);
        short_run.update(body.empty() ? part.substr(0, part.size() - 1) : part);
    }
    signer::context moved = std::move(signed_run);
    require_same(moved.finish().value().hex(), std::string_view(right),
                 "many parts are signed as one body");
    require(verified_run.verify(right), "many parts are verified as one body");
    require(!short_run.verify(right), "a body without its last byte is not verified");
}

/// Checks that moved-from objects neither sign nor verify.
void check_moved_from(std::string_view key, std::string_view body, const std::string& right) {
    secret first = secret::from_registered(key).value();
    secret second = secret::from_registered("another secret").value();
    second = std::move(first);
    // NOLINTBEGIN(bugprone-use-after-move): this is a test of moved-from objects.
    check_error(signer::make(first).error());
    check_error(verifier::make(first).error());
    signer signing = signer::make(second).value();
    verifier checking = verifier::make(second).value();
    const signer signing_now = std::move(signing);
    const verifier checking_now = std::move(checking);
    check_error(signing.sign(body).error());
    require(!checking.verify(body, right), "a moved-from verifier verifies nothing");
    // NOLINTEND(bugprone-use-after-move)
    require_same(signing_now.sign(body).value().hex(), std::string_view(right),
                 "a moved-to signer signs");
    require(checking_now.verify(body, right), "a moved-to verifier verifies");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    byte_source bytes(as_text(data, size));
    std::string key(bytes.short_text());
    key += "!";
    const byte_source sizes(bytes.short_text());
    const std::string_view body = bytes.rest();
    const secret registered = secret::from_registered(key).value();
    const signer signing = signer::make(registered).value();
    const verifier checking = verifier::make(registered).value();
    const std::string right = hmac_hex(key, body);
    require_same(signing.sign(body).value().hex(), std::string_view(right),
                 "a signature is the HMAC of the body");
    check_moved_from(key, body, right);
    if (body.size() <= cut_everywhere) {
        check_every_cut(signing, checking, body, right);
    }
    if (!body.empty()) {
        check_parts(signing, checking, sizes, body, right);
    }
    return 0;
}
