// Fuzzes whole requests: a body, and a signature that is right, almost right, or any bytes.

#include <flaghook/flaghook.hpp>

#include "byte_source.hpp"
#include "near_miss.hpp"
#include "oracle/digest.hpp"
#include "require.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

const std::size_t flaghook::fuzz::body_offset = 3;

namespace {

using namespace flaghook;
using namespace flaghook::fuzz;

constexpr std::array<std::string_view, 3> secrets{"a-secret-of-today", "one that is being replaced",
                                                  "never registered"};
constexpr std::size_t body_limit = 2048;

/// Returns a receiver that knows the first two secrets.
const receiver& endpoint_under_test() {
    static const receiver instance = [] {
        std::vector<secret> known;
        for (const std::string_view text : std::span(secrets).first(2)) {
            known.push_back(secret::from_text(text).value());
        }
        receiver_options options;
        options.limits.body_size = body_limit;
        return receiver(verifier::make(known).value(), options);
    }();
    return instance;
}

/// Returns the first change of each id by linear search.
std::vector<change> first_of_each_id(const std::vector<change>& changes) {
    std::set<change_id> seen;
    std::vector<change> result;
    for (const change& one : changes) {
        if (seen.insert(one.id).second) {
            result.push_back(one);
        }
    }
    return result;
}

void check_reply(const reply& found, std::string_view body) {
    const parse_result<> parsed = parse(body, {.body_size = body_limit});
    require_same(found.accepted(), parsed.has_value(), "an authorized body is accepted if parsed");
    if (parsed) {
        require_same(found.status(), 200, "an accepted body has status 200");
        const std::vector<change> first = first_of_each_id(parsed->data);
        require(std::equal(found.rows().begin(), found.rows().end(), first.begin(), first.end()),
                "the first change of each id counts");
        require(found.issues().empty(), "an accepted body has no issues");
        return;
    }
    require_same(found.status(), parsed.error().status(), "the status is the parser's");
    require_same(found.answer(), parsed.error().answer(), "the answer is the parser's");
    require(found.rows().empty(), "a refused body has no rows");
    require(!found.issues().empty(), "a refused body has issues");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    byte_source bytes(as_text(data, size));
    const auto how = static_cast<miss>(bytes.byte() % miss_count);
    const std::size_t place = bytes.byte();
    const std::size_t signer_index = bytes.byte() % secrets.size();
    const std::string_view body = bytes.rest();
    const std::optional<std::string> header =
        missed(how, hmac_hex(secrets[signer_index], body), place, body.substr(0, place));
    const bool authorized =
        header && (*header == hmac_hex(secrets[0], body) || *header == hmac_hex(secrets[1], body));
    const reply found = endpoint_under_test().receive(
        body, {.signature = header, .content_type = "application/json"});
    if (body.size() > body_limit) {
        require_same(found.status(), 413, "a body over its limit is refused before it is hashed");
        return 0;
    }
    require_same(found.status() != 401, authorized, "only the correct signature authorizes");
    if (authorized) {
        check_reply(found, body);
    } else {
        require_same(found.answer(), std::string("\"Not authorized.\""), "the answer is Sentry's");
        require(found.rows().empty() && found.issues().empty(),
                "an unauthorized body has no rows and no issues");
    }
    return 0;
}
