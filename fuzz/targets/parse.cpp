// Bodies to the parser: every version, with and without deviations, anew and with memory that is
// used again, under the default limits and under small ones.

#include <flaghook/json/parse.hpp>

#include "answers.hpp"
#include "blueprint/v2.hpp"
#include "byte_source.hpp"
#include "mutator/body_offset.hpp"
#include "require.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

const std::size_t flaghook::fuzz::body_offset = 0;

namespace {

using namespace flaghook;
using namespace flaghook::fuzz;

constexpr parse_limits small{.body_size = 1024, .depth = 5, .items = 3, .issues = 4};

/// A parser, its payload and its deviations, kept from body to body.
template <class Version>
struct kept {
    parser<Version> reader;
    typename Version::payload_type payload{};
    std::vector<deviation> deviations{};

    explicit kept(const parse_limits& limits = {}) : reader(limits) {}

    bool parse(std::string_view body) { return reader.parse(body, payload, &deviations); }
};

/// The same body without any memory and without deviations has the same verdict.
template <class Version>
void check_fresh(std::string_view body, bool accepted, const kept<Version>& before) {
    const parse_result<Version> fresh = parse<Version>(body);
    require_same(accepted, fresh.has_value(), "memory and deviations do not change the verdict");
    if (accepted) {
        require(*fresh == before.payload, "memory and deviations do not change the payload");
        require(in_order(before.deviations), "deviations stand in the server's order");
        for (const deviation& one : before.deviations) {
            check_entry<Version>(one);
        }
        return;
    }
    const rejection& refused = before.reader.rejected();
    require_same(listing(refused.issues), listing(fresh.error().issues),
                 "memory and deviations do not change the issues");
    require_same(refused.status, fresh.error().status, "memory does not change the status");
    require_same(refused.item_count, fresh.error().item_count, "memory does not change the count");
    check_rejection<Version>(refused);
}

/// Whether each of some deviations is among all of them.
bool has_all(const std::vector<deviation>& all, const std::vector<deviation>& some) {
    return std::all_of(some.begin(), some.end(), [&](const deviation& one) {
        return std::any_of(all.begin(), all.end(), [&](const deviation& other) {
            return one.location() == other.location() && one.code() == other.code() &&
                   one.detail() == other.detail();
        });
    });
}

/// Small limits only ever refuse more, and for the same reasons.
void check_small_limits(std::string_view body, bool accepted, const kept<blueprint::v1>& wide) {
    static kept<blueprint::v1> narrow(small);
    if (narrow.parse(body)) {
        require(accepted && narrow.payload == wide.payload,
                "what small limits let through is accepted anyhow");
        require(has_all(wide.deviations, narrow.deviations),
                "small limits leave deviations out and add none");
        require(body.size() <= small.body_size, "the limit on the body's size holds");
        require(narrow.payload.data.size() <= small.items, "the limit on items holds");
        return;
    }
    const rejection& refused = narrow.reader.rejected();
    check_rejection<blueprint::v1>(refused);
    require(refused.issues.size() <= small.issues + 1, "the limit on issues holds");
    const issue_code first = refused.issues.front().code();
    if (body.size() > small.body_size) {
        require(first == issue_code::too_large && refused.status == 413,
                "a body over its limit is refused for that");
    } else if (accepted) {
        require(first == issue_code::too_deep || first == issue_code::too_many_items,
                "small limits refuse a good body for no other reason");
    } else if (refused.status == 200 && first != issue_code::more_issues) {
        require_same(listing(refused.issues), listing(wide.reader.rejected().issues),
                     "issues within their limit are all of them");
    } else if (first == issue_code::more_issues) {
        require_same(refused.issues.size() - 1 + std::stoul(refused.issues.front().detail()),
                     wide.reader.rejected().issues.size(), "issues over their limit are counted");
    }
}

/// Version 2 has all of version 1, and nothing more that is required.
void check_versions(bool first_accepts, const kept<blueprint::v1>& first, bool second_accepts,
                    const kept<flaghook::tests::v2>& second) {
    if (!second_accepts) {
        return;
    }
    require(first_accepts, "a good body of version 2 is one of version 1");
    require_same(first.payload.data.size(), second.payload.data.size(),
                 "both versions have the same changes");
    for (std::size_t item = 0; item < first.payload.data.size(); ++item) {
        const change& left = first.payload.data[item];
        const flaghook::tests::change_v2& right = second.payload.data[item];
        require(left.action == right.action && left.id == right.id &&
                    left.created_at == right.created_at && left.created_by == right.created_by &&
                    left.flag == right.flag,
                "both versions read the same fields");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static kept<blueprint::v1> first;
    static kept<flaghook::tests::v2> second;
    const std::string_view body = as_text(data, size);
    const bool first_accepts = first.parse(body);
    check_fresh(body, first_accepts, first);
    check_small_limits(body, first_accepts, first);
    const bool second_accepts = second.parse(body);
    check_fresh(body, second_accepts, second);
    check_versions(first_accepts, first, second_accepts, second);
    return 0;
}
