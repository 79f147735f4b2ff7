#include <flaghook/webhook/delivery.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

using flaghook::delivery;
using flaghook::delivery_outcome;
using flaghook::parse_delivery;
using flaghook::retry_advice;
using namespace std::chrono_literals;

struct answer {
    int status;
    std::string_view body;
    delivery_outcome outcome;
    retry_advice retry;
    std::size_t complaints = 0;
};

TEST(parse_delivery, knows_what_each_answer_means) {
    constexpr std::string_view detail = R"({"detail":"JSON parse error - x"})";
    const std::vector<answer> answers{
        {200, "", delivery_outcome::accepted, retry_advice::unneeded},
        {201, "", delivery_outcome::accepted, retry_advice::unneeded},
        {200, R"({"data":[{"flag":["No."]}],"meta":["No."]})", delivery_outcome::refused,
         retry_advice::futile, 2},
        {200, R"({"data":{"1":{"flag":["No."]}}})", delivery_outcome::refused, retry_advice::futile,
         1},
        {200, "{}", delivery_outcome::unexpected, retry_advice::unsafe},
        {200, "<html>", delivery_outcome::unexpected, retry_advice::unsafe},
        {201, "{}", delivery_outcome::unexpected, retry_advice::unsafe},
        {204, "", delivery_outcome::unexpected, retry_advice::unsafe},
        {302, "", delivery_outcome::unexpected, retry_advice::unsafe},
        {400, detail, delivery_outcome::malformed, retry_advice::futile, 1},
        {400, "{}", delivery_outcome::unexpected, retry_advice::unsafe},
        {401, "", delivery_outcome::unauthorized, retry_advice::futile},
        {404, detail, delivery_outcome::not_found, retry_advice::futile},
        {413, "", delivery_outcome::too_large, retry_advice::futile},
        {415, detail, delivery_outcome::unsupported_media_type, retry_advice::futile},
        {418, "", delivery_outcome::unexpected, retry_advice::unsafe},
        {429, "", delivery_outcome::throttled, retry_advice::safe},
        {499, "", delivery_outcome::unexpected, retry_advice::unsafe},
        {500, "", delivery_outcome::server_error, retry_advice::unsafe},
        {502, "", delivery_outcome::server_error, retry_advice::unsafe},
        {503, "", delivery_outcome::server_error, retry_advice::safe},
        {599, "", delivery_outcome::server_error, retry_advice::unsafe},
        {600, "", delivery_outcome::unexpected, retry_advice::unsafe},
        {0, "", delivery_outcome::unexpected, retry_advice::unsafe},
        {-1, "", delivery_outcome::unexpected, retry_advice::unsafe}};
    for (const answer& each : answers) {
        const delivery read = parse_delivery(each.status, each.body);
        EXPECT_EQ(read.outcome, each.outcome) << each.status << ' ' << each.body;
        EXPECT_EQ(read.retry, each.retry) << each.status << ' ' << each.body;
        EXPECT_EQ(read.complaints.size(), each.complaints) << each.status << ' ' << each.body;
    }
}

TEST(parse_delivery, gives_the_path_and_the_words_of_each_complaint) {
    const delivery read = parse_delivery(
        200, R"({"data":[{},{"created_by":{"id":["One.","Two."]}}],"meta":["Three."]})");
    ASSERT_EQ(read.complaints.size(), 3U);
    EXPECT_EQ(read.complaints[0].path, "data[1].created_by.id");
    EXPECT_EQ(read.complaints[0].message, "One.");
    EXPECT_EQ(read.complaints[1].message, "Two.");
    EXPECT_EQ(read.complaints[2].path, "meta");
    const delivery malformed = parse_delivery(400, R"({"detail":"JSON parse error - x"})");
    ASSERT_EQ(malformed.complaints.size(), 1U);
    EXPECT_EQ(malformed.complaints.front().path, "");
    EXPECT_EQ(malformed.complaints.front().message, "JSON parse error - x");
}

TEST(parse_delivery, gives_the_pause_that_the_server_asks_for_where_waiting_helps) {
    for (int status = -1; status <= 1'000; ++status) {
        const std::optional<std::chrono::seconds> pause =
            parse_delivery(status, "", {.retry_after = "120"}).retry_after;
        EXPECT_EQ(pause, status == 429 || status == 503 ? std::optional(120s) : std::nullopt)
            << status;
        EXPECT_EQ(parse_delivery(status, "").retry_after, std::nullopt) << status;
    }
}

TEST(delivery, grants_nothing_before_an_answer_was_read) {
    const delivery nothing;
    EXPECT_EQ(nothing.outcome, delivery_outcome::undecided);
    EXPECT_FALSE(nothing.accepted());
    EXPECT_EQ(nothing.retry, retry_advice::unsafe);
}

TEST(delivery, never_advises_against_what_it_says_about_another_attempt) {
    constexpr std::string_view tree = R"({"data":["No."]})";
    constexpr std::string_view detail = R"({"detail":"JSON parse error - x"})";
    for (int status = 100; status <= 600; ++status) {
        for (const std::string_view body : {std::string_view(), tree, detail}) {
            const delivery read = parse_delivery(status, body);
            const std::string_view advice = read.advice();
            const auto says = [&](std::string_view words) {
                return advice.find(words) != std::string_view::npos;
            };
            switch (read.retry) {
            case retry_advice::unneeded:
                EXPECT_TRUE(says("The changes are recorded")) << status;
                break;
            case retry_advice::safe:
                EXPECT_TRUE(says("Nothing is recorded") && says("same request again")) << status;
                break;
            case retry_advice::futile:
                EXPECT_TRUE(says("Nothing is recorded") && !says("same request again")) << status;
                break;
            case retry_advice::unsafe:
                EXPECT_TRUE(says("may be recorded already")) << status;
                break;
            }
        }
    }
    for (const int status : {500, 502, 504}) {
        EXPECT_EQ(parse_delivery(status, "").retry, retry_advice::unsafe);
    }
}

TEST(delivery, has_a_name_and_advice_for_each_outcome) {
    std::set<std::string_view> names;
    std::set<std::string_view> advice;
    for (int outcome = 0; outcome <= static_cast<int>(delivery_outcome::unexpected); ++outcome) {
        delivery one;
        one.outcome = static_cast<delivery_outcome>(outcome);
        names.insert(to_string(one.outcome));
        advice.insert(one.advice());
    }
    constexpr auto count = static_cast<std::size_t>(delivery_outcome::unexpected) + 1;
    EXPECT_EQ(names.size(), count);
    EXPECT_EQ(advice.size(), count);
}

} // namespace
