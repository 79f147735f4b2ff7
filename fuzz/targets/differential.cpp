// The parser and the receiver's answer against the rules written down a second time, over a tree.

#include <flaghook/webhook/receiver.hpp>

#include "blueprint/v2.hpp"
#include "byte_source.hpp"
#include "mutator/body_offset.hpp"
#include "oracle/python_json.hpp"
#include "oracle/server.hpp"
#include "require.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

const std::size_t flaghook::fuzz::body_offset = 0;

namespace {

using namespace flaghook;
using namespace flaghook::fuzz;

/// The rules know no limits but that on nesting.
constexpr parse_limits no_limits{
    .body_size = SIZE_MAX, .depth = 512, .items = SIZE_MAX, .issues = SIZE_MAX};

std::string joined(const texts& fields) {
    std::string result;
    for (const std::string& field : fields) {
        result += field + '|';
    }
    return result;
}

/// An answer to malformed JSON in all but its wording.
bool is_detail(std::string_view answer) {
    const std::optional<json_value> value = read_json(answer);
    const json_value* const detail = value ? value->find(U"detail") : nullptr;
    return detail != nullptr && value->keys.size() == 1 &&
           detail->text.starts_with(U"JSON parse error - ");
}

template <class Version>
void check_rows(const basic_reply<Version>& found, const verdict& expected, std::string_view body) {
    require_same(found.rows.size(), expected.recorded.size(), "as many rows as the rules have");
    typename Version::payload_type recorded{};
    recorded.data = found.rows;
    for (std::size_t row = 0; row < found.rows.size(); ++row) {
        const std::string library = joined(texts_of<Version>(recorded, row));
        const std::string rules = joined(expected.items[expected.recorded[row]]);
        if (library != rules) {
            fail("a row has the values that the rules have",
                 {{"body", std::string(body)}, {"library", library}, {"rules", rules}});
        }
    }
    const auto parsed = parse<Version>(body, no_limits);
    require(parsed.has_value(), "parse and answer agree");
    require_same(parsed->data.size(), expected.items.size(), "as many changes as there are items");
    require_same(joined(texts_of<Version>(*parsed, std::nullopt)), joined(expected.outside),
                 "the fields outside of the list have the values that the rules have");
}

template <class Version>
void check(std::string_view body, tree_form form) {
    const verdict expected = expected_answer<Version>(body);
    const basic_reply<Version> found = answer<Version>(body, {.limits = no_limits, .form = form});
    const std::string& rules = form == tree_form::list ? expected.listed : expected.keyed;
    const bool same_answer = found.status == 400 ? is_detail(found.answer) : found.answer == rules;
    if (found.status != expected.status || !same_answer) {
        fail("the answer is that of the rules",
             {{"body", std::string(body)},
              {"status", std::to_string(found.status)},
              {"status by the rules", std::to_string(expected.status)},
              {"answer", found.answer},
              {"answer by the rules", rules}});
    }
    require_same(found.accepted(), expected.status == 200 && rules.empty(),
                 "accepted is what the rules accept");
    if (found.accepted()) {
        check_rows(found, expected, body);
    } else {
        require(found.rows.empty(), "nothing of a refused payload is recorded");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view body = as_text(data, size);
    check<blueprint::v1>(body, tree_form::list);
    check<flaghook::tests::v2>(body, tree_form::index_keyed);
    return 0;
}
