#include <flaghook/webhook/content_type.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

namespace {

using flaghook::decode_body;
using flaghook::detail::content_type;
using flaghook::detail::parse_content_type;
using flaghook::server::detail::charset;

static_assert(parse_content_type("application/json") == content_type{true, charset::utf_8});
static_assert(parse_content_type("application/json; charset=utf-16").charset == charset::utf_16);

TEST(content_type, is_json_in_any_letter_case_and_with_any_parameters) {
    for (const std::string_view header :
         {"application/json", "Application/JSON", " application/json ", "application/json;",
          "application/json ; a=b", "application/*", "*/*", "*/json", "application/json;;x"}) {
        EXPECT_TRUE(parse_content_type(header).is_json) << header;
    }
    for (const std::string_view header :
         {"", "json", "application", "application/", "/json", "application/json5", "text/plain",
          "application/jso", "application /json", "application/json, application/json",
          "text/plain; application/json", "\"application/json\""}) {
        EXPECT_FALSE(parse_content_type(header).is_json) << header;
    }
}

TEST(content_type, has_the_charset_of_its_last_parameter_of_that_name) {
    const auto of = [](std::string_view parameters) {
        return parse_content_type("application/json" + std::string(parameters)).charset;
    };
    EXPECT_EQ(of(""), charset::utf_8);
    EXPECT_EQ(of(";charset=latin1"), charset::iso_8859_1);
    EXPECT_EQ(of("; CharSet = latin1 "), charset::iso_8859_1);
    EXPECT_EQ(of("; charset=\"latin1\""), charset::iso_8859_1);
    EXPECT_EQ(of("; charset=utf-16; charset=latin1"), charset::iso_8859_1);
    EXPECT_EQ(of("; charset=latin1; charset=bogus"), charset::utf_8);
    EXPECT_EQ(of("; charset=latin1; charset"), charset::iso_8859_1)
        << "a parameter without a value is ignored";
    EXPECT_EQ(of("; a=\"x;charset=utf-16\"; charset=latin1"), charset::iso_8859_1);
    EXPECT_EQ(of("; a=\"x; charset=latin1"), charset::utf_8)
        << "the quotation mark is never closed";
    EXPECT_EQ(of("; charset*=utf-8''latin1"), charset::iso_8859_1);
    EXPECT_EQ(of("; charset*=latin1"), charset::utf_8);
    EXPECT_EQ(of("; xcharset=latin1"), charset::utf_8);
}

TEST(decode_body, gives_a_body_in_utf_8_as_it_is) {
    std::string memory;
    const std::string_view body = "{\xFF";
    EXPECT_EQ(decode_body(body, "application/json", memory)->data(), body.data());
    EXPECT_TRUE(memory.empty());
}

TEST(decode_body, needs_no_type_for_an_empty_body) {
    std::string memory;
    EXPECT_EQ(*decode_body("", std::nullopt, memory), "");
    EXPECT_EQ(*decode_body("", "text/plain; charset=utf-16", memory), "");
}

TEST(decode_body, refuses_other_types_in_the_server_s_words) {
    std::string memory;
    const auto answer = [&](std::optional<std::string_view> header) {
        const auto read = decode_body("{}", header, memory);
        EXPECT_EQ(read.error().status(), 415);
        return read.error().answer();
    };
    EXPECT_EQ(answer(std::nullopt), R"({"detail":"Unsupported media type \"\" in request."})");
    EXPECT_EQ(answer("text/plain; a=\"b\""),
              R"({"detail":"Unsupported media type \"text/plain; a=\"b\"\" in request."})");
    EXPECT_EQ(answer("\xFC"), "{\"detail\":\"Unsupported media type \\\"\u00FC\\\" in request.\"}");
}

TEST(decode_body, refuses_bytes_that_the_charset_does_not_have) {
    std::string memory;
    const auto read = decode_body("a\xFF", "application/json; charset=ascii", memory);
    EXPECT_EQ(read.error().status(), 400);
    EXPECT_EQ(
        read.error().answer(),
        R"-({"detail":"JSON parse error - 'ascii' codec can't decode byte 0xff in position 1: )-"
        R"-(ordinal not in range(128)"})-");
}

TEST(decode_body, refuses_a_text_that_is_empty_unlike_an_empty_body) {
    std::string memory;
    const auto read = decode_body("\xFF\xFE", "application/json; charset=utf-16", memory);
    EXPECT_EQ(read.error().answer(),
              R"-({"detail":"JSON parse error - Expecting value: line 1 column 1 (char 0)"})-");
}

} // namespace
