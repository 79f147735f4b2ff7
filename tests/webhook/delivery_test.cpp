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
using flaghook::read_delivery;
using flaghook::repetition;
using namespace std::chrono_literals;

struct answer {
    int status;
    std::string_view body;
    delivery_outcome outcome;
    flaghook::repetition repetition;
    std::size_t issues = 0;
};

TEST(read_delivery, knows_what_each_answer_means) {
    constexpr std::string_view detail = R"({"detail":"JSON parse error - x"})";
    const std::vector<answer> answers{
        {200, "", delivery_outcome::accepted, repetition::harmful},
        {201, "", delivery_outcome::accepted, repetition::harmful},
        {200, R"({"data":[{"flag":["No."]}],"meta":["No."]})", delivery_outcome::refused,
         repetition::useless, 2},
        {200, R"({"data":{"1":{"flag":["No."]}}})", delivery_outcome::refused, repetition::useless,
         1},
        {200, "{}", delivery_outcome::unexpected, repetition::risky},
        {200, "<html>", delivery_outcome::unexpected, repetition::risky},
        {201, "{}", delivery_outcome::unexpected, repetition::risky},
        {204, "", delivery_outcome::unexpected, repetition::risky},
        {302, "", delivery_outcome::unexpected, repetition::risky},
        {400, detail, delivery_outcome::malformed, repetition::useless, 1},
        {400, "{}", delivery_outcome::unexpected, repetition::risky},
        {401, "", delivery_outcome::unauthorized, repetition::useless},
        {404, detail, delivery_outcome::not_found, repetition::useless},
        {413, "", delivery_outcome::too_large, repetition::useless},
        {415, detail, delivery_outcome::unsupported_media_type, repetition::useless},
        {418, "", delivery_outcome::unexpected, repetition::risky},
        {429, "", delivery_outcome::throttled, repetition::useful},
        {499, "", delivery_outcome::unexpected, repetition::risky},
        {500, "", delivery_outcome::server_error, repetition::risky},
        {502, "", delivery_outcome::server_error, repetition::risky},
        {503, "", delivery_outcome::server_error, repetition::useful},
        {599, "", delivery_outcome::server_error, repetition::risky},
        {600, "", delivery_outcome::unexpected, repetition::risky},
        {0, "", delivery_outcome::unexpected, repetition::risky},
        {-1, "", delivery_outcome::unexpected, repetition::risky}};
    for (const answer& each : answers) {
        const delivery read = read_delivery(each.status, each.body);
        EXPECT_EQ(read.outcome, each.outcome) << each.status << ' ' << each.body;
        EXPECT_EQ(read.repetition, each.repetition) << each.status << ' ' << each.body;
        EXPECT_EQ(read.issues.size(), each.issues) << each.status << ' ' << each.body;
    }
}

TEST(read_delivery, gives_the_path_and_the_words_of_each_complaint) {
    const delivery read = read_delivery(
        200, R"({"data":[{},{"created_by":{"id":["One.","Two."]}}],"meta":["Three."]})");
    ASSERT_EQ(read.issues.size(), 3U);
    EXPECT_EQ(read.issues[0].path, "data[1].created_by.id");
    EXPECT_EQ(read.issues[0].message, "One.");
    EXPECT_EQ(read.issues[1].message, "Two.");
    EXPECT_EQ(read.issues[2].path, "meta");
    const delivery malformed = read_delivery(400, R"({"detail":"JSON parse error - x"})");
    ASSERT_EQ(malformed.issues.size(), 1U);
    EXPECT_EQ(malformed.issues.front().path, "");
    EXPECT_EQ(malformed.issues.front().message, "JSON parse error - x");
}

TEST(read_delivery, reads_the_seconds_of_retry_after_and_no_date) {
    using pause = std::optional<std::chrono::seconds>;
    const auto read = [](std::optional<std::string_view> header) {
        return read_delivery(429, "", header).retry_after;
    };
    EXPECT_EQ(read(std::nullopt), pause());
    EXPECT_EQ(read("0"), pause(0s));
    EXPECT_EQ(read("120"), pause(120s));
    EXPECT_EQ(read("999999999"), pause(999'999'999s));
    for (const std::string_view none :
         {"", "1000000000", "-1", "+1", "1.5", " 1", "1 ", "Fri, 31 Dec 1999 23:59:59 GMT"}) {
        EXPECT_EQ(read(none), pause()) << none;
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
