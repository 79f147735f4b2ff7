#include <flaghook/signature/default_backend.hpp>
#include <flaghook/signature/received_headers.hpp>
#include <flaghook/signature/secret.hpp>

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using flaghook::header_range;
using flaghook::received_headers;
using flaghook::secret;
using flaghook::signature_error;
using pairs = std::vector<std::pair<std::string, std::string>>;

/// A header as in several HTTP libraries.
struct field {
    std::string_view name;
    std::string_view value;
};

/// A header with the members of Boost.Beast's fields.
struct beast_field {
    [[nodiscard]] std::string_view name_string() const { return "X-Sentry-Signature"; }
    [[nodiscard]] std::string_view value() const { return "from beast"; }
};

static_assert(header_range<pairs> && header_range<std::vector<field>>);
static_assert(header_range<std::map<std::string, std::string>>);
static_assert(header_range<std::vector<beast_field>>);
static_assert(!header_range<std::string> && !header_range<std::string_view>);
static_assert(!header_range<std::vector<int>> && !header_range<received_headers>);

TEST(received_headers, are_found_by_their_names_in_any_letter_case) {
    const pairs headers{{"Host", "h"},
                        {"CONTENT-type", "application/json"},
                        {"x-sentry-SIGNATURE", "abc"},
                        {"X-Sentry-Signature-2", "no"}};
    const auto found = received_headers::from(headers);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->signature, "abc");
    EXPECT_EQ(found->content_type, "application/json");
}

TEST(received_headers, are_none_where_they_are_missing) {
    const auto found = received_headers::from(pairs{{"X-Sentry-Signature ", "a"}, {"", "b"}});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->signature, std::nullopt);
    EXPECT_EQ(found->content_type, std::nullopt);
}

TEST(received_headers, of_every_form_are_read) {
    EXPECT_EQ(received_headers::from(std::vector<field>{{"x-sentry-signature", "a"}})->signature,
              "a");
    EXPECT_EQ(received_headers::from(std::vector<beast_field>(1))->signature, "from beast");
    const std::map<std::string, std::string> map{{"X-Sentry-Signature", "m"}};
    EXPECT_EQ(received_headers::from(map)->signature, "m");
}

TEST(received_headers, with_two_signatures_are_refused_even_if_both_are_the_same) {
    const pairs headers{{"X-Sentry-Signature", "a"}, {"x-sentry-signature", "a"}};
    EXPECT_EQ(received_headers::from(headers).error(), signature_error::header_repeated);
}

TEST(received_headers, with_two_content_types_have_none) {
    const pairs headers{{"Content-Type", "application/json"},
                        {"content-type", "text/plain"},
                        {"Content-Type", "application/json"}};
    EXPECT_EQ(received_headers::from(headers)->content_type, std::nullopt);
}

TEST(verifier, takes_all_headers_of_a_request_and_says_why_it_refuses) {
    const auto key = secret::from_text("0123456789");
    const auto verifier = flaghook::verifier::make(*key);
    const auto signer = flaghook::signer::make(*key);
    const std::string right(signer->sign("body")->hex());
    EXPECT_TRUE(verifier->verify("body", pairs{{"a", "b"}, {"x-Sentry-signature", right}}));
    EXPECT_EQ(verifier->verify("body", pairs{{"a", right}}).error(),
              signature_error::header_missing);
    EXPECT_EQ(verifier->verify("bodY", pairs{{"X-Sentry-Signature", right}}).error(),
              signature_error::mismatch);
    EXPECT_EQ(
        verifier
            ->verify("body", pairs{{"X-Sentry-Signature", right}, {"X-Sentry-Signature", right}})
            .error(),
        signature_error::header_repeated);
}

} // namespace
