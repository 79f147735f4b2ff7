// Truncated, changed and large bodies are never accepted by mistake and never cause a crash.

#include <flaghook/json/parse.hpp>

#include <gtest/gtest.h>
#include <json/bodies.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace {

using flaghook::parser;
using flaghook::tree_form;
using flaghook::tests::repeated;

/// Returns a body with every type of value, every type of escape, and a number with a long
/// exponent.
const std::string& rich_body() {
    static const std::string body =
        R"({"meta":{"version":"1"},"x":[{"\ud800":1e99999999999},null],"data":[{"action":"cre\u0061ted",)"
        R"("change_id":"\u0661_0","created_at":"2024-12-12T00:02:00.5+05:30","created_by":{"id":12.5,)"
        R"("type":"name"},"flag":"\ud83d\ude00)"
        "\u00E4\u20AC\U0001F600"
        R"("},{"flag":"a","created_by":{"type":"id","id":"b"},"created_at":"2024-W50","change_id":-1.0,)"
        R"("action":"deleted","action":"updated"}]})";
    return body;
}

/// Bodies that are read the fast way: as documented, and as many senders write them.
constexpr std::string_view usual_bodies[] = {
    R"({"data":[{"action":"created","change_id":93899375123,"created_at":"2024-12-12T00:02:00+00:00",)"
    R"("created_by":{"id":"jane@example.com","type":"email"},"flag":"hello"}],"meta":{"version":1}})",
    R"({"data":[{"action":"created","change_id":"17","created_at":"2024-12-12T00:02:00Z",)"
    R"("created_by":{"id":"jane@example.com","type":"email"},"flag":"hello"}],"meta":{"version":1}})"};

/// Parses with all options, and checks the whole result.
bool accepts(std::string_view body) {
    parser<> parser({.deviations = true});
    const auto& result = parser.parse(body);
    for (const flaghook::deviation& one : result.deviations()) {
        EXPECT_FALSE(one.message().empty());
        EXPECT_TRUE(one.path().size() < 40);
    }
    if (result) {
        return true;
    }
    const flaghook::refusal& refusal = result.error();
    EXPECT_FALSE(refusal.issues().empty()) << body;
    EXPECT_TRUE(refusal.status() == 200 || refusal.status() == 400 || refusal.status() == 413 ||
                refusal.status() == 500);
    for (const tree_form form : {tree_form::list, tree_form::index_keyed}) {
        EXPECT_EQ(refusal.answer(form).empty(), refusal.status() == 500) << body;
        EXPECT_TRUE(flaghook::server::detail::is_utf8(refusal.answer(form))) << body;
    }
    for (const flaghook::issue& one : refusal.issues()) {
        EXPECT_FALSE(one.message().empty());
        EXPECT_TRUE(one.path().size() < 40);
    }
    return false;
}

TEST(parse, accepts_no_body_that_was_cut_off) {
    const std::string& body = rich_body();
    ASSERT_TRUE(accepts(body));
    for (std::size_t size = 0; size < body.size(); ++size) {
        EXPECT_FALSE(accepts(std::string_view(body).substr(0, size))) << size;
    }
}

TEST(parse, reads_nothing_behind_a_body_that_was_cut_off) {
    for (const std::string_view body : usual_bodies) {
        for (std::size_t size = 0; size < body.size(); ++size) {
            // AddressSanitizer detects reading behind this memory.
            const std::vector<char> cut(body.begin(),
                                        body.begin() + static_cast<std::ptrdiff_t>(size));
            EXPECT_FALSE(flaghook::parse(std::string_view(cut.data(), cut.size()))) << size;
        }
    }
}

TEST(parse, survives_a_body_whose_beginning_was_cut_off) {
    const std::string& body = rich_body();
    for (std::size_t size = 1; size <= body.size(); ++size) {
        EXPECT_FALSE(accepts(std::string_view(body).substr(size))) << size;
    }
}

TEST(parse, needs_both_quotation_marks_of_every_text) {
    constexpr std::string_view other = "!#'`x7-+[]{}:, \n\\\xFF";
    for (const bool deviations : {false, true}) {
        parser<> parser({.deviations = deviations});
        for (const std::string_view body : usual_bodies) {
            ASSERT_TRUE(parser.parse(body)) << body;
            for (std::size_t at = body.find('"'); at != std::string_view::npos;
                 at = body.find('"', at + 1)) {
                for (const char character : other) {
                    std::string changed(body);
                    changed[at] = character;
                    EXPECT_FALSE(parser.parse(changed)) << changed;
                }
            }
        }
    }
}

TEST(parse, survives_every_change_of_one_byte) {
    const std::string& body = rich_body();
    int accepted = 0;
    for (std::size_t position = 0; position < body.size(); ++position) {
        for (int value = 0; value < 256; value += position % 8 == 0 ? 1 : 5) {
            std::string changed = body;
            changed[position] = static_cast<char>(value);
            accepted += accepts(changed) ? 1 : 0;
        }
        for (const std::string_view special :
             {"\"", "\\", "{", "}", "[", "]", ",", ":", "e", "u", " "}) {
            std::string changed = body;
            changed.replace(position, 1, special);
            accepted += accepts(changed) ? 1 : 0;
            changed = body;
            changed.insert(position, special);
            accepted += accepts(changed) ? 1 : 0;
        }
        std::string shorter = body;
        shorter.erase(position, 1);
        accepted += accepts(shorter) ? 1 : 0;
    }
    EXPECT_GT(accepted, 100);
}

TEST(parse, survives_large_bodies_of_every_extreme) {
    const std::string million(1'000'000, 'x');
    for (const std::string& body :
         {std::string(1'000'000, '['),
          std::string(1'000'000, '{'),
          std::string(1'000'000, '"'),
          std::string(1'000'000, '\\'),
          std::string(1'000'000, '9'),
          std::string(1'000'000, '-'),
          std::string(1'000'000, ' '),
          std::string(1'000'000, '\xED'),
          std::string(1'000'000, '\0'),
          '"' + million + '"',
          "{\"" + million + "\":1}",
          repeated("{\"a\":", 200'000),
          "0." + std::string(1'000'000, '0') + "1",
          "1e" + std::string(1'000'000, '9'),
          "[" + repeated("1e99999999999,", 70'000) + "1]",
          R"({"data":[{"action":")" + million + R"("}]})",
          R"({"data":[{"flag":")" + million + R"("}]})",
          R"({"data":[{"change_id":")" + million + R"("}]})",
          R"({"data":[{"created_at":")" + million + R"("}]})",
          R"({"data":[{"action":[)" + repeated("{},", 100'000) + "0]}]}",
          R"({"data":[{"action":{)" + repeated(R"("a":0,)", 100'000) + R"("a":1}}]})",
          "{" + repeated(R"("data":[{"flag":[]}],)", 40'000) + R"("meta":0})",
          R"({"data":[{)" + repeated(R"("flag":0,"flag":null,)", 40'000) + R"("flag":[]}]})"}) {
        EXPECT_FALSE(accepts(body));
    }
}

} // namespace
