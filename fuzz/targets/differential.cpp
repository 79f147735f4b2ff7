// Compares the parser and the receiver's answer, character by character, with a second
// implementation of the rules over a tree, and that tree with Boost.JSON's.

#include <flaghook/webhook/receiver.hpp>

#include "blueprint/v2.hpp"
#include "byte_source.hpp"
#include "oracle/boost_tree.hpp"
#include "oracle/python_json.hpp"
#include "oracle/rules.hpp"
#include "oracle/server.hpp"
#include "require.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

const std::size_t flaghook::fuzz::body_offset = 0;

namespace {

using namespace flaghook;
using namespace flaghook::fuzz;

/// Disables the limits that the rules do not have. The nesting limit is the library's default.
constexpr parse_limits server_s{
    .body_size = SIZE_MAX, .depth = parse_limits{}.depth, .items = SIZE_MAX, .issues = SIZE_MAX};

/// A nesting limit that short bodies reach, too.
constexpr parse_limits shallow{
    .body_size = SIZE_MAX, .depth = 5, .items = SIZE_MAX, .issues = SIZE_MAX};

std::string joined(const texts& fields) {
    std::string result;
    for (const std::string& field : fields) {
        result += field + '|';
    }
    return result;
}

template <class Version>
void check_rows(const basic_reply<Version>& found, const verdict& expected, std::string_view body,
                const parse_limits& limits) {
    require_same(found.rows().size(), expected.recorded.size(),
                 "there are as many rows as in the oracle");
    typename Version::payload_type recorded{};
    recorded.data.assign(found.rows().begin(), found.rows().end());
    for (std::size_t row = 0; row < found.rows().size(); ++row) {
        const std::string library = joined(texts_of(recorded, row));
        const std::string rules = joined(expected.items[expected.recorded[row]]);
        if (library != rules) {
            fail("a row has the oracle's values",
                 {{"body", std::string(body)}, {"library", library}, {"rules", rules}});
        }
    }
    const auto parsed = parse<Version>(body, limits);
    require(parsed.has_value(), "parse and answer agree");
    require_same(parsed->data.size(), expected.items.size(), "there are as many changes as items");
    require_same(joined(texts_of(*parsed, std::nullopt)), joined(expected.outside),
                 "the fields outside the list have the oracle's values");
}

template <class Version>
void check(std::string_view body, const loaded_json& loaded, const parse_limits& limits,
           tree_form form) {
    const verdict expected = answer_by_rules(loaded, rules_of<Version>());
    const basic_reply<Version> found = answer<Version>(body, {.limits = limits, .form = form});
    const std::string& rules = form == tree_form::list ? expected.listed : expected.keyed;
    if (found.status() != expected.status || found.answer() != rules) {
        fail("the answer equals the oracle's",
             {{"body", std::string(body)},
              {"status", std::to_string(found.status())},
              {"oracle's status", std::to_string(expected.status)},
              {"answer", found.answer()},
              {"oracle's answer", rules}});
    }
    require_same(found.accepted(), expected.status == 200 && rules.empty(),
                 "the verdict equals the oracle's");
    if (found.accepted()) {
        check_rows(found, expected, body, limits);
    } else {
        require(found.rows().empty(), "a refused payload has no rows");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view body = as_text(data, size);
    const loaded_json loaded = load_json(body);
    const std::string difference = difference_to_boost(body, loaded);
    if (!difference.empty()) {
        fail("both oracles read the same tree",
             {{"body", std::string(body)}, {"words", loaded.error}, {"difference", difference}});
    }
    check<blueprint::v1>(body, loaded, server_s, tree_form::list);
    check<flaghook::tests::v2>(body, loaded, server_s, tree_form::index_keyed);
    check<blueprint::v1>(body, load_json(body, shallow.depth), shallow, tree_form::list);
    return 0;
}
