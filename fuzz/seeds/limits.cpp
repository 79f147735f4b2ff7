#include "mutator/field_values.hpp"
#include "seeds/writers.hpp"

#include <cstdint>
#include <string>

namespace flaghook::fuzz {

using namespace std::string_view_literals;

namespace {

/// Undoes the mixing of `model/deduplicate.hpp`: whatever that is, a hash table has ids that
/// collide in it, and a sender may choose them.
std::uint64_t unmixed(std::uint64_t bits) {
    bits ^= bits >> 29U ^ bits >> 58U;
    bits *= 0xF1DE83E19937733DU; // the inverse of the multiplier
    return bits ^ bits >> 32U;
}

/// More changes than a hash table takes whose ids all fall on one place of it, and one id twice.
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

} // namespace

void add_limits(seed_folder& seeds, std::span<const rule> rules) {
    // More than the small limits of the targets allow, and than the depth allows.
    seeds.add_body("many-items", "{\"data\":[{},1,null,{},[]],\"meta\":{}}");
    seeds.add_body("deep", std::string(513, '['));
    seeds.add_body("deepest", std::string(512, '[') + std::string(512, ']'));
    seeds.add_body("too-many-digits", "{\"a\":" + std::string(4301, '1') + "}");
    seeds.add_body("most-digits",
                   "{\"data\":[],\"meta\":{\"version\":" + std::string(4300, '1') + "}}");
    seeds.add_body("long-exponent", "{\"flag\":1e" + std::string(12, '9') + ",\"a\\\"e1\":[1E-0" +
                                        std::string(12, '9') + "]}");
    seeds.add_body("no-utf8", "{\"a\":\"\xFF\"}");
    seeds.add_body("no-utf8-later", "{\"a\":\"\xE2\x82\"}");
    for (const std::string_view cut :
         {"\xC3"sv, "\xE2\x82"sv, "\xF0\x9F\x98"sv, "\xED\xA0"sv, "\xED\xA0\x80"sv, "\xE0\x80"sv}) {
        seeds.add_body("cut-" + std::to_string(cut.size()) + "-" +
                           std::to_string(static_cast<unsigned char>(cut.front())),
                       good_value(rules, 0) + std::string(cut));
    }
    seeds.add_body("byte-order-mark", "\xEF\xBB\xBF" + good_value(rules, 0));
    seeds.add_body("surrogate-before-error", "{\"\\ud800\":1,\"\\udfff\\ud83d\\ude00\":x}");
    seeds.add_body("cut-escape", "[\"\\u12");
    seeds.add_body("colliding-ids", colliding_body());
    seeds.add_body("large", std::string(1100, ' ') + good_value(rules, 0));
}

} // namespace flaghook::fuzz
