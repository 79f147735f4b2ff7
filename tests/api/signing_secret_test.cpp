#include <flaghook/api/signing_secret.hpp>

#include <api/described.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

namespace chrono = std::chrono;
using flaghook::flag_provider;
using flaghook::parse_registration;
using flaghook::parse_signing_secret_page;
using flaghook::secret;
using flaghook::secret_rule_of;
using flaghook::serialize_signing_secret_page;
using flaghook::signing_secret_request;
using flaghook::tests::described;
using testing::ElementsAre;
using testing::StartsWith;

static_assert(!std::is_copy_constructible_v<signing_secret_request>);
static_assert(!std::is_copy_assignable_v<signing_secret_request>);
static_assert(std::is_nothrow_move_constructible_v<signing_secret_request>);
static_assert(!std::is_copy_constructible_v<flaghook::signing_secret_registration>);

secret secret_of(std::string_view bytes) {
    return *secret::from_registered(bytes);
}

std::string text_of(const secret& of) {
    const auto bytes = of.expose();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// The examples of the blueprint:
// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
constexpr std::string_view documented_secret_page = R"({
  "data": [
    {
      "createdAt": "2024-12-12T00:00:00+00:00",
      "createdBy": 12345,
      "id": 123,
      "provider": "launchdarkly",
      "secret": "abc123**********"
    }
  ]
})";
constexpr std::string_view documented_registration = R"({
  "provider": "launchdarkly",
  "secret": "d41d7d1adced450d9e2eb7f76dde6a04"
})";

flaghook::listed_secret documented_secret() {
    return {.created_at = chrono::sys_days{chrono::year{2024} / 12 / 12},
            .created_by = 12345,
            .id = 123,
            .provider = "launchdarkly",
            .redacted = "abc123**********"};
}

TEST(parse_signing_secret_page, reads_the_documented_example) {
    const auto page = parse_signing_secret_page(documented_secret_page);
    ASSERT_TRUE(page);
    EXPECT_THAT(page->data, ElementsAre(documented_secret()));
}

TEST(parse_signing_secret_page, reads_leniently) {
    const auto page = parse_signing_secret_page(
        R"({"data":[{"createdAt":"2024-12-12T00:00:00Z","createdBy":null,"id":1,"provider":"new",)"
        R"("secret":"","more":[]},{"createdAt":"2024-12-12T00:00:00Z","createdBy":"7","id":2,)"
        R"("provider":"generic","secret":"abc"}]})");
    ASSERT_TRUE(page);
    EXPECT_EQ(page->data[0].created_by, std::nullopt);
    EXPECT_EQ(page->data[0].provider, "new");
    EXPECT_EQ(page->data[1].created_by, 7);
}

TEST(parse_signing_secret_page, says_what_it_cannot_read) {
    const auto page =
        parse_signing_secret_page(R"({"data":[{"createdBy":"Jane","secret":false}]})");
    ASSERT_FALSE(page);
    EXPECT_THAT(described(page.error().issues()),
                ElementsAre("data[0].createdAt: required: This field is required.",
                            "data[0].createdBy: invalid: A valid integer is required.",
                            "data[0].id: required: This field is required.",
                            "data[0].provider: required: This field is required.",
                            "data[0].secret: invalid: Not a valid string."));
}

TEST(serialize_signing_secret_page, writes_what_the_server_writes) {
    flaghook::signing_secret_page page{{documented_secret(), documented_secret()}};
    page.data[1].created_by.reset();
    const auto body = serialize_signing_secret_page(page);
    ASSERT_TRUE(body);
    EXPECT_EQ(*body, R"({"data":[{"createdAt":"2024-12-12T00:00:00+00:00","createdBy":12345,)"
                     R"("id":123,"provider":"launchdarkly","secret":"abc123**********"},)"
                     R"({"createdAt":"2024-12-12T00:00:00+00:00","createdBy":null,"id":123,)"
                     R"("provider":"launchdarkly","secret":"abc123**********"}]})");
    EXPECT_EQ(*parse_signing_secret_page(*body), page);
}

TEST(redact, shows_the_first_six_characters) {
    EXPECT_EQ(flaghook::redact(secret_of("123456123456")), "123456******");
    EXPECT_EQ(flaghook::redact(secret_of("1234567")), "123456*");
    EXPECT_EQ(flaghook::redact(secret_of("123456")), "123456");
    EXPECT_EQ(flaghook::redact(secret_of("1")), "1");
    EXPECT_EQ(
        flaghook::redact(secret_of("\xC3\xA4\xC3\xB6\xC3\xBC\xC3\x9F\xF0\x9F\x9A\xA9x\xC3\xA4y")),
        "\xC3\xA4\xC3\xB6\xC3\xBC\xC3\x9F\xF0\x9F\x9A\xA9x**");
    EXPECT_EQ(flaghook::redact(secret_of("abc\xFFxyz")), "*******");
}

TEST(provider, has_the_name_that_stands_in_urls) {
    EXPECT_EQ(to_string(flag_provider::generic), "generic");
    EXPECT_EQ(to_string(flag_provider::launchdarkly), "launchdarkly");
    EXPECT_EQ(to_string(flag_provider::unleash), "unleash");
    EXPECT_EQ(to_string(flag_provider::statsig), "statsig");
    EXPECT_EQ(flaghook::from_string<flaghook::flag_provider>("statsig"), flag_provider::statsig);
    EXPECT_EQ(flaghook::from_string<flaghook::flag_provider>("Statsig"), std::nullopt);
    EXPECT_EQ(flaghook::from_string<flaghook::flag_provider>(""), std::nullopt);
}

TEST(signing_secret_request, is_the_documented_example) {
    const auto request = signing_secret_request::make(
        flag_provider::launchdarkly, secret_of("d41d7d1adced450d9e2eb7f76dde6a04"));
    ASSERT_TRUE(request);
    EXPECT_EQ(request->body(),
              R"({"provider":"launchdarkly","secret":"d41d7d1adced450d9e2eb7f76dde6a04"})");
}

TEST(signing_secret_request, leaves_nothing_behind_when_it_moves) {
    auto made = signing_secret_request::make(flag_provider::generic, secret_of("0123456789"));
    ASSERT_TRUE(made);
    signing_secret_request request = *std::move(made);
    const std::string body(request.body());
    signing_secret_request other = std::move(request);
    EXPECT_EQ(other.body(), body);
    EXPECT_EQ(request.body(), ""); // NOLINT(bugprone-use-after-move): tested here
    request = std::move(other);
    EXPECT_EQ(request.body(), body);
}

struct length_case {
    flag_provider of;
    std::string_view prefix;
    std::size_t shortest;
    std::size_t longest;
};

constexpr length_case length_cases[] = {
    {flag_provider::generic, "", 10, 64},
    {flag_provider::launchdarkly, "", 32, 32},
    {flag_provider::unleash, "", 32, 32},
    {flag_provider::statsig, "webhook-", 32, 64},
};

TEST(signing_secret_request, keeps_the_provider_s_rule_of_length) {
    for (const auto& [of, prefix, shortest, longest] : length_cases) {
        SCOPED_TRACE(to_string(of));
        EXPECT_EQ(secret_rule_of(of).min_length, shortest);
        EXPECT_EQ(secret_rule_of(of).max_length, longest);
        const auto issues_of = [&, of = of, prefix = prefix](std::size_t length,
                                                             const char* character) {
            std::string text(prefix);
            for (std::size_t count = prefix.size(); count < length; ++count) {
                text += character;
            }
            const auto request = signing_secret_request::make(of, secret_of(text));
            return request ? std::vector<std::string>() : described(request.error().issues());
        };
        // The length is in characters, not in bytes.
        for (const char* const character : {"x", "\xC3\xA4"}) {
            EXPECT_THAT(issues_of(shortest, character), ElementsAre());
            EXPECT_THAT(issues_of(longest, character), ElementsAre());
            EXPECT_THAT(issues_of(shortest - 1, character),
                        ElementsAre("secret: min_length: Ensure this field has at least " +
                                    std::to_string(shortest) + " characters."));
            EXPECT_THAT(issues_of(longest + 1, character),
                        ElementsAre("secret: max_length: Ensure this field has no more than " +
                                    std::to_string(longest) + " characters."));
        }
    }
}

TEST(signing_secret_request, refuses_secrets_of_another_form) {
    const auto issues_of = [](flag_provider of, std::string_view text) {
        const auto request = signing_secret_request::make(of, secret_of(text));
        return request ? std::vector<std::string>() : described(request.error().issues());
    };
    EXPECT_THAT(issues_of(flag_provider::statsig, std::string(40, 'x')),
                ElementsAre("secret: invalid: Ensure this field is of the format webhook-<hash>"));
    EXPECT_THAT(issues_of(flag_provider::generic, "0123456789\n"),
                ElementsAre("secret: invalid: The secret may not begin or end with white space."));
    EXPECT_THAT(issues_of(flag_provider::generic, "          "),
                ElementsAre("secret: blank: This field may not be blank."));
    EXPECT_THAT(issues_of(flag_provider::generic, "0123456789\xFF"),
                ElementsAre("secret: invalid_utf8: Text must be valid UTF-8."));
    EXPECT_THAT(issues_of(flag_provider::generic, std::string_view("0123456789\0", 11)),
                ElementsAre("secret: null_characters_not_allowed: Null characters are not "
                            "allowed."));
    EXPECT_THAT(issues_of(static_cast<flag_provider>(9), "0123456789"),
                ElementsAre("provider: invalid_choice: \"9\" is not a valid choice."));
}

TEST(parse_registration, reads_the_documented_example) {
    const auto read = parse_registration(documented_registration);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->provider, flag_provider::launchdarkly);
    EXPECT_EQ(text_of(read->signing_secret), "d41d7d1adced450d9e2eb7f76dde6a04");
}

TEST(parse_registration, reads_what_a_request_says) {
    for (const auto& [of, prefix, shortest, longest] : length_cases) {
        const std::string text = std::string(prefix) + "\"\\\xF0\x9F\x9A\xA9" +
                                 std::string(shortest - prefix.size() - 3, 'x');
        const auto request = signing_secret_request::make(of, secret_of(text));
        ASSERT_TRUE(request);
        const auto read = parse_registration(request->body());
        ASSERT_TRUE(read);
        EXPECT_EQ(read->provider, of);
        EXPECT_EQ(text_of(read->signing_secret), text);
    }
}

TEST(parse_registration, trims_and_coerces_as_the_server_does) {
    const auto trimmed =
        parse_registration(R"({"secret":" \u00a00123456789\n","provider":"generic"})");
    ASSERT_TRUE(trimmed);
    EXPECT_EQ(text_of(trimmed->signing_secret), "0123456789");
    const auto number = parse_registration(R"({"provider":"generic","secret":1234567890})");
    ASSERT_TRUE(number);
    EXPECT_EQ(text_of(number->signing_secret), "1234567890");
    const auto negative =
        parse_registration(R"({"provider":"generic","secret":-9223372036854775808})");
    ASSERT_TRUE(negative);
    EXPECT_EQ(text_of(negative->signing_secret), "-9223372036854775808");
    const auto largest =
        parse_registration(R"({"provider":"generic","secret":18446744073709551615})");
    ASSERT_TRUE(largest);
    EXPECT_EQ(text_of(largest->signing_secret), "18446744073709551615");
    const auto repeated = parse_registration(
        R"({"provider":"x","secret":"a","provider":"generic","secret":"0123456789"})");
    ASSERT_TRUE(repeated);
}

struct refused_registration {
    std::string body;
    std::string_view answer;
};

// The answers of Django REST framework 3.14 with the server's serializer.
const refused_registration refused_registrations[] = {
    {"{}", R"({"provider":["This field is required."],"secret":["This field is required."]})"},
    {"", R"({"provider":["This field is required."],"secret":["This field is required."]})"},
    {"null", R"({"non_field_errors":["No data provided"]})"},
    {"[]", R"({"non_field_errors":["Invalid data. Expected a dictionary, but got list."]})"},
    {R"({"provider":"x","secret":"a"})",
     R"({"provider":["\"x\" is not a valid choice."],)"
     R"("secret":["Ensure this field has at least 32 characters."]})"},
    {R"({"provider":"generic","secret":"a"})",
     R"({"secret":["Ensure this field has at least 10 characters."]})"},
    {R"({"provider":"generic","secret":")" + std::string(65, 'x') + "\"}",
     R"({"secret":["Ensure this field has no more than 64 characters."]})"},
    {R"({"provider":"statsig","secret":"x"})",
     R"({"secret":["Ensure this field is of the format webhook-<hash>"]})"},
    {R"({"provider":"statsig","secret":"webhook-"})",
     R"({"secret":["Ensure this field has at least 32 characters."]})"},
    {R"({"provider":"launchdarkly","secret":")" + std::string(33, 'x') + "\"}",
     R"({"secret":["Ensure this field has no more than 32 characters."]})"},
    {R"({"provider":"generic","secret":" 123456789 "})",
     R"({"secret":["Ensure this field has at least 10 characters."]})"},
    {R"({"provider":"generic","secret":"0123456789\u0000"})",
     R"({"secret":["Null characters are not allowed."]})"},
    {R"({"provider":["generic"],"secret":"abc"})",
     R"({"provider":["\"['generic']\" is not a valid choice."],)"
     R"("secret":["Ensure this field has at least 32 characters."]})"},
    {R"({"secret":"abc"})", R"({"provider":["This field is required."],)"
                            R"("secret":["Ensure this field has at least 32 characters."]})"},
    {R"({"provider":"generic","provider":null,"secret":"0123456789"})",
     R"({"provider":["This field may not be null."],)"
     R"("secret":["Ensure this field has at least 32 characters."]})"},
    {R"({"provider":null,"secret":null})",
     R"({"provider":["This field may not be null."],"secret":["This field may not be null."]})"},
    {R"({"provider":"generic","secret":""})", R"({"secret":["This field may not be blank."]})"},
    {R"({"provider":"generic","secret":" "})", R"({"secret":["This field may not be blank."]})"},
    {R"({"provider":"generic","secret":true})", R"({"secret":["Not a valid string."]})"},
};

TEST(parse_registration, answers_what_the_server_answers) {
    for (const refused_registration& refused : refused_registrations) {
        SCOPED_TRACE(refused.body);
        const auto read = parse_registration(refused.body);
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().status(), 400);
        EXPECT_EQ(read.error().answer(), refused.answer);
    }
}

TEST(parse_registration, answers_malformed_bodies_with_a_detail) {
    for (const std::string_view body :
         {"{", "{} {}", R"({"provider":"\ud800","secret":"x"})", "{}\xC3"}) {
        const auto read = parse_registration(body);
        ASSERT_FALSE(read) << body;
        EXPECT_EQ(read.error().status(), 400);
        EXPECT_THAT(read.error().answer(), StartsWith(R"({"detail":"JSON parse error - )"));
    }
    EXPECT_EQ(parse_registration(std::string(513, '[')).error().status(), 400);
}

TEST(parse_registration, has_a_limit_of_size) {
    const auto read = parse_registration(documented_registration, {.body_size = 10});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().status(), 413);
    EXPECT_EQ(read.error().answer(),
              R"({"detail":"The body is larger than the limit of 10 bytes."})");
}

TEST(parse_registration, registers_no_number_that_it_may_have_changed) {
    for (const std::string_view number :
         {"1234567890.5", "1e12", "12345678901234567890123456789012"}) {
        const auto read =
            parse_registration(R"({"provider":"generic","secret":)" + std::string(number) + '}');
        ASSERT_FALSE(read) << number;
        EXPECT_EQ(read.error().answer(), R"({"secret":["Not a valid string."]})");
    }
}

} // namespace
