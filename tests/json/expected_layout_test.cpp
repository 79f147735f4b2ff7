// The short way takes bodies by the book, and whatever it takes the general way reads to the same.

#include <flaghook/json/document_reader.hpp>
#include <flaghook/json/expected_layout.hpp>

#include <blueprint/v2.hpp>
#include <gtest/gtest.h>
#include <json/bodies.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace blueprint = flaghook::blueprint;
using flaghook::parse_limits;
using flaghook::payload;
using flaghook::blueprint::v1;
using flaghook::json::document_reader;
using flaghook::json::expected_layout;
using flaghook::tests::body_of;
using flaghook::tests::body_with;
using flaghook::tests::change_json;

static_assert(expected_layout<v1>::available);
static_assert(expected_layout<blueprint::latest_borrowed>::available);
static_assert(expected_layout<flaghook::tests::v2>::available);

/// Whether the body has the expected layout. If so, the general way reads it to the same payload,
/// and so it does whatever the payload held before.
template <class Document = v1>
bool takes(std::string_view body, const parse_limits& limits = {}) {
    typename Document::payload_type by_layout;
    by_layout.data.resize(2);
    by_layout.meta.version = 7;
    expected_layout<Document> layout(limits);
    const bool taken = layout.read(body, by_layout);
    document_reader<Document> general(limits);
    typename Document::payload_type by_events;
    const bool accepted = general.read_by_events(body, by_events);
    if (taken) {
        EXPECT_TRUE(accepted) << body;
        EXPECT_TRUE(by_layout == by_events) << body;
        EXPECT_EQ(layout.item_count(), general.rejected().item_count) << body;
    }
    return taken;
}

/// Whether the general way accepts the body, which the short way leaves to it.
bool is_left_and_accepted(std::string_view body) {
    payload out;
    return !takes(body) && document_reader<v1>().read_by_events(body, out);
}

/// The body as Python's `json.dumps` writes it.
std::string as_python_writes(std::string_view body) {
    std::string result;
    bool in_string = false;
    for (const char byte : body) {
        result += byte;
        in_string = byte == '"' ? !in_string : in_string;
        if (!in_string && (byte == ':' || byte == ',')) {
            result += ' ';
        }
    }
    return result;
}

TEST(expected_layout, takes_the_documented_body) {
    EXPECT_TRUE(takes(body_with(change_json{})));
    EXPECT_TRUE(takes(body_of("[]")));
    EXPECT_TRUE(takes(body_of('[' + change_json{}.text() + ',' + change_json{}.text() + ']')));
}

TEST(expected_layout, takes_the_spacing_of_python_and_any_other) {
    const std::string body = body_of('[' + change_json{}.text() + ',' + change_json{}.text() + ']');
    EXPECT_TRUE(takes(as_python_writes(body)));
    std::string airy;
    for (const char byte : std::string_view(R"({"data":[],"meta":{"version":1}})")) {
        airy += std::string_view("{}[]:,").find(byte) != std::string_view::npos
                    ? std::string("\r\n\t ") + byte + "\n  "
                    : std::string(1, byte);
    }
    EXPECT_TRUE(takes(airy));
    EXPECT_FALSE(takes("\v" + body));
    EXPECT_FALSE(takes(body + "\f"));
    EXPECT_FALSE(takes(body + std::string(1, '\0')));
}

TEST(expected_layout, takes_fields_in_any_order) {
    std::array<std::string_view, 5> members{
        R"("action":"updated")", R"("change_id":17)", R"("created_at":"2024-12-12T00:02:00+00:00")",
        R"("created_by":{"type":"name","id":"Jane"})", R"("flag":"a")"};
    std::sort(members.begin(), members.end());
    do {
        std::string item;
        for (const std::string_view member : members) {
            item.append(item.empty() ? "" : ",").append(member);
        }
        const std::string body = R"({"meta":{"version":1},"data":[{)" + item + "}]}";
        EXPECT_TRUE(takes(body)) << body;
        EXPECT_TRUE(takes(as_python_writes(body))) << body;
    } while (std::next_permutation(members.begin(), members.end()));
}

TEST(expected_layout, leaves_other_keys_to_the_general_way) {
    const std::string good = change_json{}.text();
    EXPECT_TRUE(is_left_and_accepted(R"({"data":[],"meta":{"version":1},"more":1})"));
    EXPECT_TRUE(is_left_and_accepted(R"({"data":[],"data":[],"meta":{"version":1}})"));
    EXPECT_TRUE(is_left_and_accepted(body_of("[{\"reason\":1," + good.substr(1) + "]")));
    EXPECT_TRUE(is_left_and_accepted(body_of("[{\"flag\":\"a\"," + good.substr(1) + "]")));
    EXPECT_TRUE(is_left_and_accepted(R"({"d\u0061ta":[],"meta":{"version":1}})"));
    EXPECT_FALSE(takes(R"({"data":[]})"));
    EXPECT_FALSE(takes(R"({"meta":{"version":1}})"));
    EXPECT_FALSE(takes(R"({"data":[],"meta":{}})"));
    EXPECT_FALSE(takes(R"({"data":[],"meta":{"version":1},})"));
    EXPECT_FALSE(takes(R"({"data":[],,"meta":{"version":1}})"));
    EXPECT_FALSE(takes(R"({"dat":[],"meta":{"version":1}})"));
    EXPECT_FALSE(takes(R"({"data:[],"meta":{"version":1}})"));
}

TEST(expected_layout, takes_every_plain_text) {
    for (const std::string_view text :
         {"a", "a b", "eight...", "nine.....", "sixteen.........", "seventeen........", "\x7F",
          "caf\u00E9", "\u00E9", "\u6F22\u5B57\u6F22\u5B57\u6F22\u5B57", "\U0001F600", "x\u3000y",
          "/path", "'", "twenty-four characters..", "{}[]:,"}) {
        const std::string quoted = '"' + std::string(text) + '"';
        EXPECT_TRUE(takes(body_with(&change_json::flag, quoted))) << text;
    }
    // Trimmed.
    for (const std::string_view text : {" a", "a ", "\u00A0a\u3000", "  a  b  "}) {
        const std::string quoted = '"' + std::string(text) + '"';
        EXPECT_TRUE(takes(body_with(&change_json::flag, quoted))) << text;
    }
}

TEST(expected_layout, leaves_texts_that_are_not_plain_wherever_the_reason_stands) {
    for (const std::string_view reason : {R"(\")", R"(\\)", R"(\n)", "\\u00e9", "\\ud800"}) {
        for (std::size_t before = 0; before <= 17; ++before) {
            const std::string text =
                '"' + std::string(before, 'x') + std::string(reason) + "yyyyyyyyy\"";
            EXPECT_FALSE(takes(body_with(&change_json::flag, text))) << text;
        }
    }
    for (const std::string_view reason : {"\n", "\x01", "\x1F", "\xFF", "\xC3", "\x80",
                                          "\xED\xA0\x80", "\xC0\xAF", "\xF4\x90\x80\x80"}) {
        for (std::size_t before = 0; before <= 17; ++before) {
            const std::string text =
                '"' + std::string(before, 'x') + std::string(reason) + "yyyyyyyyy\"";
            EXPECT_FALSE(takes(body_with(&change_json::flag, text))) << text;
        }
    }
    for (const std::string_view text :
         {R"("")", R"(" ")", "1", "true", "null", "{}", "\"\u3000\""}) {
        EXPECT_FALSE(takes(body_with(&change_json::flag, text))) << text;
    }
}

TEST(expected_layout, counts_code_points) {
    const auto flag_of = [](std::string_view unit, std::size_t count) {
        std::string result = "\"";
        for (std::size_t written = 0; written < count; ++written) {
            result += unit;
        }
        return body_with(&change_json::flag, result + '"');
    };
    EXPECT_TRUE(takes(flag_of("x", 256)));
    EXPECT_FALSE(takes(flag_of("x", 257)));
    EXPECT_TRUE(takes(flag_of("\u6F22", 256)));
    EXPECT_FALSE(takes(flag_of("\u6F22", 257)));
}

TEST(expected_layout, takes_plain_integers) {
    for (const std::string_view number :
         {"0", "1", "-1", "-0", "12345678", "123456789", "1234567890123456", "12345678901234567",
          "9999999999999999999", "-9223372036854775808", "9223372036854775808"}) {
        EXPECT_TRUE(takes(body_with(&change_json::change_id, number))) << number;
    }
    EXPECT_TRUE(takes(body_of("[]", R"({"version":-9223372036854775809})")));
    EXPECT_TRUE(is_left_and_accepted(body_with(&change_json::change_id, "18446744073709551615")));
    for (const std::string_view number :
         {"18446744073709551616", "-9223372036854775809", "01", "-01", "00", "+1", "1.0", "1e3",
          "-", "1_0", "0x1", "1 2", R"("1")", "true", "null", "",
          "123456789012345678901234567890"}) {
        EXPECT_FALSE(takes(body_with(&change_json::change_id, number))) << number;
    }
}

TEST(expected_layout, takes_every_date_time_that_the_server_takes_as_it_stands) {
    for (const std::string_view text :
         {"2024-12-12T00:02:00+00:00", "2024-12-12T00:02:00Z", "2024-12-12T00:02:00.000001+00:00",
          "2024-12-12T00:02:00.123456Z", "2024-12-12T00:02:00", "2024-12-12T00:02:00+05:30",
          "2024-12-12 00:02", "2024-12-12", "20241212T000200Z", "2024-12-12T23:59:59-00:01"}) {
        EXPECT_TRUE(takes(body_with(&change_json::created_at, '"' + std::string(text) + '"')))
            << text;
    }
    for (const std::string_view text :
         {"2024-02-30T00:02:00+00:00", "2024-12-12T24:02:00+00:00", "0000-12-12T00:02:00+00:00",
          "2024-12-12T00:02:60+00:00", "2024-12-12T00:02:00+00:0x", "9999-12-31T23:59:59-00:01",
          "2024-12-12T00:02:00\\u002b00:00", "", "yesterday"}) {
        EXPECT_FALSE(takes(body_with(&change_json::created_at, '"' + std::string(text) + '"')))
            << text;
    }
    EXPECT_FALSE(takes(body_with(&change_json::created_at, "1733961720")));
}

TEST(expected_layout, takes_the_named_options_only) {
    for (const std::string_view action : {R"("created")", R"("updated")", R"("deleted")"}) {
        EXPECT_TRUE(takes(body_with(&change_json::action, action)));
    }
    for (const std::string_view action :
         {R"("Created")", R"("create")", R"("createds")", R"("")", "1", R"("crea\u0074ed")"}) {
        EXPECT_FALSE(takes(body_with(&change_json::action, action))) << action;
    }
}

TEST(expected_layout, keeps_the_limits) {
    const std::string three = body_of('[' + change_json{}.text() + ',' + change_json{}.text() +
                                      ',' + change_json{}.text() + ']');
    EXPECT_TRUE(takes(three, {.items = 3}));
    EXPECT_FALSE(takes(three, {.items = 2}));
    EXPECT_TRUE(takes(three, {.depth = 4}));
    EXPECT_FALSE(takes(three, {.depth = 3}));
}

TEST(expected_layout, takes_no_prefix_and_nothing_behind) {
    const std::string body = body_with(change_json{});
    ASSERT_TRUE(takes(body));
    for (std::size_t size = 0; size < body.size(); ++size) {
        // A body that ends where its memory does: reading on would be seen by a sanitizer.
        const std::vector<char> prefix(body.begin(),
                                       body.begin() + static_cast<std::ptrdiff_t>(size));
        EXPECT_FALSE(takes({prefix.data(), prefix.size()})) << size;
    }
    EXPECT_FALSE(takes(body + "x"));
    EXPECT_FALSE(takes(body + body));
    EXPECT_FALSE(takes(body + "\xC3"));
    EXPECT_FALSE(takes("\xEF\xBB\xBF" + body));
}

TEST(expected_layout, agrees_on_a_body_with_any_byte_changed) {
    const std::string body = as_python_writes(body_with(change_json{}));
    std::size_t taken = 0;
    for (std::size_t position = 0; position < body.size(); ++position) {
        for (unsigned value = 0; value < 256; ++value) {
            std::string changed = body;
            changed[position] = static_cast<char>(value);
            taken += takes(changed) ? 1U : 0U;
        }
    }
    EXPECT_GT(taken, body.size()) << "each unchanged body, and more";
}

TEST(expected_layout, reads_other_versions) {
    using flaghook::tests::v2;
    EXPECT_FALSE(takes<v2>(body_with(change_json{}))) << "version 2 has more fields";
    EXPECT_TRUE(takes<v2>(body_of("[]"))) << "an empty list has them all";
    const std::string first = change_json{}.text();
    EXPECT_TRUE(takes<v2>(body_of("[" + first.substr(0, first.size() - 1) +
                                  R"(,"environment":"staging","reason":"rollout"}])")));
}

} // namespace
