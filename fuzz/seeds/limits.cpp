#include "mutator/field_values.hpp"
#include "odd_values.hpp"
#include "oracle/python_json.hpp"
#include "seeds/writers.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace flaghook::fuzz {

using namespace std::string_view_literals;

namespace {

/// Inverts the mixing in `model/deduplicate.hpp`. Every hash table has ids that collide, and a
/// sender may choose them.
std::uint64_t unmixed(std::uint64_t bits) {
    bits ^= bits >> 29U ^ bits >> 58U;
    bits *= 0xF1DE83E19937733DU; // the inverse of the multiplier
    return bits ^ bits >> 32U;
}

/// Returns a body with enough changes for a hash table, all in the same slot, and one id twice.
std::string colliding_body() {
    constexpr std::uint64_t changes = 24;
    std::string items;
    for (std::uint64_t number = 0; number < changes; ++number) {
        const std::uint64_t id = unmixed((number % (changes - 1)) << 32U);
        items += items.empty() ? "" : ",";
        items += R"({"action":"created","change_id":)" + std::to_string(id) +
                 R"(,"created_at":"2024-12-12","created_by":{"id":"a","type":"id"},"flag":"a"})";
    }
    return R"({"data":[)" + items + R"(],"meta":{"version":1}})";
}

/// Returns `levels` nested containers, lists and objects in turn.
std::string nested(std::size_t levels) {
    std::string result;
    for (std::size_t level = 0; level < levels; ++level) {
        result += level % 2 == 0 ? "[" : "{\"a\":";
    }
    result += "1";
    for (std::size_t level = levels; level-- > 0;) {
        result += level % 2 == 0 ? ']' : '}';
    }
    return result;
}

/// Adds nesting up to the server's limit and beyond, with and without other errors.
void add_depths(seed_folder& seeds, std::span<const rule> rules) {
    seeds.add_body("deepest", std::string(server_depth, '[') + std::string(server_depth, ']'));
    const std::string too_deep(server_depth + 1, '[');
    seeds.add_body("too-deep", too_deep);
    seeds.add_body("too-deep-behind-an-error", "[1 " + too_deep);
    seeds.add_body("too-deep-before-an-error", too_deep + "]x");
    seeds.add_body("too-deep-before-no-utf8", too_deep + "\xFF");
    std::string good = good_value(rules, 0);
    good.pop_back();
    seeds.add_body("deep-in-an-unknown-key", good + ",\"x\":" + nested(1000) + "}");
    seeds.add_body("deepest-in-an-unknown-key", good + ",\"x\":" + nested(server_depth - 1) + "}");
    seeds.add_body("too-deep-in-an-unknown-key", good + ",\"x\":" + nested(server_depth) + "}");
    seeds.add_body("deep-choice", "{\"data\":[{\"action\":" + nested(1000) + "}]}");
    seeds.add_body("deepest-choice", "{\"data\":[{\"action\":" + nested(server_depth - 3) + "}]}");
}

} // namespace

void add_limits(seed_folder& seeds, std::span<const rule> rules) {
    add_depths(seeds, rules);
    // Exceeds the small limits of the targets.
    seeds.add_body("many-items", "{\"data\":[{},1,null,{},[]],\"meta\":{}}");
    seeds.add_body("too-many-digits", "{\"a\":" + std::string(4301, '1') + "}");
    seeds.add_body("most-digits",
                   "{\"data\":[],\"meta\":{\"version\":" + std::string(4300, '1') + "}}");
    seeds.add_body("long-exponent", "{\"flag\":1e" + std::string(12, '9') + ",\"a\\\"e1\":[1E-0" +
                                        std::string(12, '9') + "]}");
    std::size_t number = 0;
    for (const std::string_view bytes : odd_not_utf_8) {
        const std::string name = "no-utf8-" + std::to_string(number++);
        seeds.add_body(name, "{\"a\":\"" + std::string(bytes) + "\"}");
        seeds.add_body(name + "-at-the-end", good_value(rules, 0) + std::string(bytes));
    }
    seeds.add_body("byte-order-mark", "\xEF\xBB\xBF" + good_value(rules, 0));
    seeds.add_body("surrogate-before-error", "{\"\\ud800\":1,\"\\udfff\\ud83d\\ude00\":x}");
    seeds.add_body("cut-escape", "[\"\\u12");
    seeds.add_body("colliding-ids", colliding_body());
    seeds.add_body("large", std::string(1100, ' ') + good_value(rules, 0));
}

} // namespace flaghook::fuzz
