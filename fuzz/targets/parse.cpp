// Fuzzes the parser with bodies: every version, with and without deviations, with new and with
// reused memory, as text and as views, in equivalent spellings, under the default limits and under
// small ones.

#include <flaghook/blueprint/latest.hpp>
#include <flaghook/json/parse.hpp>

#include "answers.hpp"
#include "blueprint/v2.hpp"
#include "byte_source.hpp"
#include "mutator/json_writer.hpp"
#include "mutator/random_source.hpp"
#include "oracle/python_json.hpp"
#include "require.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

const std::size_t flaghook::fuzz::body_offset = 0;

namespace {

using namespace flaghook;
using namespace flaghook::fuzz;

constexpr parse_limits small{.body_size = 1024, .depth = 5, .items = 3, .issues = 4};

/// A parser that is reused from body to body, and its last result.
template <class Version>
class kept {
public:
    explicit kept(const parse_limits& limits = {})
        : reader_({.limits = limits, .deviations = true}) {}

    bool parse(std::string_view body) {
        last_ = &reader_.parse(body);
        return last_->has_value();
    }

    [[nodiscard]] const typename Version::payload_type& payload() const { return **last_; }
    [[nodiscard]] const refusal& refused() const { return last_->error(); }
    [[nodiscard]] const std::vector<deviation>& deviations() const { return last_->deviations(); }

private:
    parser<Version> reader_;
    const parsed<Version>* last_ = nullptr;
};

/// Checks that parsing with a new parser and without deviations gives the same verdict.
template <class Version>
void check_fresh(std::string_view body, bool accepted, const kept<Version>& before) {
    const parse_result<Version> fresh = parse<Version>(body);
    require_same(accepted, fresh.has_value(),
                 "reused memory and deviations do not change the verdict");
    if (accepted) {
        require(*fresh == before.payload(),
                "reused memory and deviations do not change the payload");
        require(in_order(before.deviations()), "deviations are in the server's order");
        for (const deviation& one : before.deviations()) {
            check_entry<Version>(one);
        }
        return;
    }
    const refusal& refused = before.refused();
    require_same(listing(refused.issues()), listing(fresh.error().issues()),
                 "reused memory and deviations do not change the issues");
    require_same(refused.status(), fresh.error().status(),
                 "reused memory does not change the status");
    require_same(refused.item_count(), fresh.error().item_count(),
                 "reused memory does not change the number of items");
    check_refusal<Version>(refused);
}

/// Returns whether all of `some` are among `all`.
bool has_all(const std::vector<deviation>& all, const std::vector<deviation>& some) {
    return std::all_of(some.begin(), some.end(), [&](const deviation& one) {
        return std::any_of(all.begin(), all.end(), [&](const deviation& other) {
            return one.location() == other.location() && one.code() == other.code() &&
                   one.detail() == other.detail();
        });
    });
}

/// Checks that small limits only refuse more, and for the same reasons.
void check_small_limits(std::string_view body, bool accepted, const kept<blueprint::v1>& wide) {
    static kept<blueprint::v1> narrow(small);
    if (narrow.parse(body)) {
        require(accepted && narrow.payload() == wide.payload(),
                "a body accepted with small limits is accepted with large ones");
        require(has_all(wide.deviations(), narrow.deviations()),
                "small limits only omit deviations");
        require(body.size() <= small.body_size, "the body's size is within its limit");
        require(narrow.payload().data.size() <= small.items,
                "the number of items is within its limit");
        return;
    }
    const refusal& refused = narrow.refused();
    check_refusal<blueprint::v1>(refused);
    require(refused.issues().size() <= small.issues + 1,
            "the number of issues is within its limit");
    const issue_code first = refused.issues().front().code();
    if (body.size() > small.body_size) {
        require(first == issue_code::too_large && refused.status() == 413,
                "a body over its limit is refused as too large");
    } else if (accepted) {
        require(first == issue_code::too_deep || first == issue_code::too_many_items,
                "small limits refuse a valid body only for exceeding them");
    } else if (refused.status() == 200 && first != issue_code::more_issues) {
        require_same(listing(refused.issues()), listing(wide.refused().issues()),
                     "issues within their limit are complete");
    } else if (first == issue_code::more_issues) {
        require_same(refused.issues().size() - 1 + std::stoul(refused.issues().front().detail()),
                     wide.refused().issues().size(), "omitted issues are counted");
    }
}

/// Checks that version 2 has all of version 1 and requires no more.
void check_versions(bool first_accepts, const kept<blueprint::v1>& first, bool second_accepts,
                    const kept<flaghook::tests::v2>& second) {
    if (!second_accepts) {
        return;
    }
    require(first_accepts, "a valid body of version 2 is a valid body of version 1");
    require_same(first.payload().data.size(), second.payload().data.size(),
                 "both versions have the same changes");
    for (std::size_t item = 0; item < first.payload().data.size(); ++item) {
        const change& left = first.payload().data[item];
        const flaghook::tests::change_v2& right = second.payload().data[item];
        require(left.action == right.action && left.id == right.id &&
                    left.created_at == right.created_at && left.created_by == right.created_by &&
                    left.flag == right.flag,
                "both versions read the same fields");
    }
}

/// Checks that views have the same text as a payload that owns it, with the same issues and
/// deviations.
void check_views(std::string_view body, bool accepted, const kept<blueprint::v1>& owned) {
    static kept<blueprint::latest_borrowed> views;
    require_same(views.parse(body), accepted, "views do not change the verdict");
    if (!accepted) {
        require_same(listing(views.refused().issues()), listing(owned.refused().issues()),
                     "views do not change the issues");
        return;
    }
    require_same(listing(views.deviations()), listing(owned.deviations()),
                 "views do not change the deviations");
    require(owned.payload().meta == views.payload().meta,
            "views do not change values that are not text");
    require_same(owned.payload().data.size(), views.payload().data.size(),
                 "views do not change the items");
    for (std::size_t item = 0; item < owned.payload().data.size(); ++item) {
        const change& left = owned.payload().data[item];
        const borrowed_change& right = views.payload().data[item];
        require(left.action == right.action && left.id == right.id &&
                    left.created_at == right.created_at &&
                    left.created_by.type == right.created_by.type,
                "views do not change values that are not text");
        require_same(std::string(right.flag), left.flag, "the view has the flag's text");
        require_same(std::string(right.created_by.id), left.created_by.id,
                     "the view has the author's text");
    }
}

/// Calls `change` with each object of a tree.
template <class Change>
void change_objects(json_value& root, Change change) {
    std::vector<json_value*> values{&root};
    while (!values.empty()) {
        json_value& value = *values.back();
        values.pop_back();
        if (value.kind == json_kind::object) {
            change(value);
        }
        for (json_value& inner : value.items) {
            values.push_back(&inner);
        }
    }
}

/// Keeps only the last value of a repeated key, and puts the keys into another order.
void shuffle(json_value& object, random_source& random) {
    std::set<std::u32string> seen;
    std::vector<std::u32string> keys;
    std::vector<json_value> items;
    for (std::size_t index = object.keys.size(); index-- > 0;) {
        if (seen.insert(object.keys[index]).second) {
            keys.push_back(std::move(object.keys[index]));
            items.push_back(std::move(object.items[index]));
        }
    }
    for (std::size_t rest = keys.size(); rest > 1; --rest) {
        const std::size_t other = random.below(rest);
        std::swap(keys[rest - 1], keys[other]);
        std::swap(items[rest - 1], items[other]);
    }
    object.keys = std::move(keys);
    object.items = std::move(items);
}

/// Inserts another value before each key's own, which must then take back all effects of the first
/// one.
void repeat_keys(json_value& object, random_source& random) {
    constexpr auto values = std::to_array<std::string_view>(
        {"null", "\"\\ud800\"", "[\"\\ud800\"]", "1e400", "\" 1 \"", "[{\"flag\":1},{\"x\":2}]",
         "{\"id\":\" a \",\"type\":0}", "{\"version\":\"x\",\"version\":2}"});
    std::vector<std::u32string> keys;
    std::vector<json_value> items;
    for (std::size_t index = 0; index < object.keys.size(); ++index) {
        keys.insert(keys.end(), 2, object.keys[index]);
        items.push_back(read_json(random.pick(std::span<const std::string_view>(values))).value());
        items.push_back(std::move(object.items[index]));
    }
    object.keys = std::move(keys);
    object.items = std::move(items);
}

/// Returns the deviations that do not depend on the spelling.
std::string lasting(const std::vector<deviation>& deviations) {
    std::vector<deviation> result;
    std::copy_if(deviations.begin(), deviations.end(), std::back_inserter(result),
                 [](const deviation& one) {
                     return one.code() != deviation_code::repeated_key &&
                            one.code() != deviation_code::unknown_key &&
                            one.code() != deviation_code::cut_character;
                 });
    return listing(result);
}

/// The version with optional fields, which reads everything else in the same way.
using richest = flaghook::tests::v2;

/// Checks that a body in another spelling is read in the same way.
void check_spelling(std::string_view spelling, bool accepted, const kept<richest>& before) {
    static kept<richest> again;
    if (again.parse(spelling) != accepted) {
        fail("a spelling does not change the verdict", {{"spelling", std::string(spelling)}});
    }
    if (accepted) {
        if (!(again.payload() == before.payload())) {
            fail("a spelling does not change the payload", {{"spelling", std::string(spelling)}});
        }
        require_same(lasting(again.deviations()), lasting(before.deviations()),
                     "a spelling does not change the deviations");
        return;
    }
    const refusal& found = again.refused();
    const refusal& expected = before.refused();
    if (listing(found.issues()) != listing(expected.issues())) {
        fail("a spelling does not change the issues", {{"spelling", std::string(spelling)},
                                                       {"issues", listing(found.issues())},
                                                       {"before", listing(expected.issues())}});
    }
    require_same(found.status(), expected.status(), "a spelling does not change the status");
    require_same(found.item_count(), expected.item_count(),
                 "a spelling does not change the number of items");
}

/// Checks that white space, escapes, the order of keys and earlier values of repeated keys change
/// nothing.
void check_spellings(std::string_view body, bool accepted, const kept<richest>& before) {
    loaded_json loaded = load_json(body);
    // A deeper tree might exceed the nesting limit with another level.
    if (loaded.outcome != json_outcome::value || loaded.deepest > server_depth / 2) {
        return;
    }
    random_source random(body.size());
    check_spelling(written(loaded.value, {"\r\n\t ", true}), accepted, before);
    change_objects(loaded.value, [&](json_value& object) { repeat_keys(object, random); });
    check_spelling(written(loaded.value, {}), accepted, before);
    // The echo of a refused body shows its keys in their order.
    if (accepted) {
        change_objects(loaded.value, [&](json_value& object) { shuffle(object, random); });
        check_spelling(written(loaded.value, {" ", false}), accepted, before);
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
    check_views(body, first_accepts, first);
    check_spellings(body, second_accepts, second);
    return 0;
}
