#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/blueprint/v1.hpp>
#include <flaghook/json/findings.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <vector>

namespace {

using flaghook::deviation;
using flaghook::deviation_code;
using flaghook::issue;
using flaghook::issue_code;
using flaghook::location;
using flaghook::blueprint::v1;
using flaghook::json::findings;

location place(std::string_view path, std::size_t item = 0) {
    return {flaghook::blueprint::nodes<v1>.data(), flaghook::blueprint::find_node<v1>(path), item};
}

/// Findings with room for so many, and where they go.
struct collection {
    std::vector<issue> issues{};
    std::vector<deviation> deviations{};
    findings found;

    explicit collection(std::size_t limit = 10) : found(issues, &deviations, limit) {}

    [[nodiscard]] std::vector<std::string> paths() const {
        std::vector<std::string> result;
        for (const issue& one : issues) {
            result.push_back(one.path());
        }
        return result;
    }
};

using path_list = std::vector<std::string>;

TEST(findings, are_none_at_first) {
    collection one;
    EXPECT_TRUE(one.found.finish(place("")));
    EXPECT_FALSE(one.found.unprintable());
}

TEST(findings, come_in_the_server_s_order) {
    collection one;
    one.found.report(place("meta"), issue_code::required);
    one.found.report(place("data..flag", 1), issue_code::blank);
    one.found.report(place("data..flag", 0), issue_code::blank);
    one.found.deviate(place("meta.version"), deviation_code::unknown_version);
    one.found.deviate(place("data"), deviation_code::no_changes);
    EXPECT_FALSE(one.found.finish(place("")));
    EXPECT_EQ(one.paths(), (path_list{"data[0].flag", "data[1].flag", "meta"}));
    EXPECT_EQ(one.deviations.front().path(), "data");
}

TEST(findings, over_the_limit_become_a_number) {
    collection one(2);
    for (std::size_t item = 0; item < 5; ++item) {
        one.found.report(place("data..flag", item), issue_code::blank);
        one.found.deviate(place("data..flag", item), deviation_code::trimmed_text);
    }
    EXPECT_FALSE(one.found.finish(place("")));
    EXPECT_EQ(one.paths(), (path_list{"", "data[0].flag", "data[1].flag"}));
    EXPECT_EQ(one.issues.front().message(), "3 more issues are not shown.");
    EXPECT_EQ(one.deviations.size(), 2U);
}

TEST(findings, of_a_value_are_taken_back_with_it) {
    collection one;
    findings::extent first = one.found.begin();
    one.found.report(place("data..flag"), issue_code::blank);
    one.found.report_unprintable(place("data..action"), issue_code::invalid_choice, "x");
    one.found.deviate(place("data..flag"), deviation_code::trimmed_text);
    EXPECT_TRUE(one.found.has_issues_since(first));
    one.found.end(first);

    findings::extent second = one.found.begin();
    EXPECT_FALSE(one.found.has_issues_since(second));
    one.found.report(place("meta"), issue_code::required);
    one.found.end(second);

    EXPECT_TRUE(one.found.unprintable());
    one.found.take_back(first);
    findings::move_up(second, first);
    EXPECT_FALSE(one.found.unprintable());
    EXPECT_EQ(one.paths(), path_list{"meta"});
    EXPECT_TRUE(one.deviations.empty());
    EXPECT_EQ(second.first_issue, 0U);
    EXPECT_EQ(second.last_issue, 1U);

    one.found.take_back(second);
    EXPECT_TRUE(one.found.finish(place("")));
}

TEST(findings, that_the_limit_left_out_are_taken_back_too) {
    collection one(1);
    one.found.report(place("data"), issue_code::required);
    findings::extent value = one.found.begin();
    one.found.report(place("meta"), issue_code::required);
    EXPECT_TRUE(one.found.has_issues_since(value));
    one.found.end(value);
    one.found.take_back(value);
    EXPECT_FALSE(one.found.finish(place("")));
    EXPECT_EQ(one.paths(), path_list{"data"});
}

TEST(findings, may_be_without_deviations) {
    std::vector<issue> issues;
    findings found(issues, nullptr, 10);
    EXPECT_FALSE(found.wants_deviations());
    findings::extent value = found.begin();
    found.deviate(place("data"), deviation_code::no_changes);
    found.end(value);
    found.take_back(value);
    EXPECT_TRUE(found.finish(place("")));
}

TEST(findings, begin_anew) {
    collection one(1);
    one.found.report_unprintable(place("data"), issue_code::invalid_choice, "x");
    one.found.report(place("meta"), issue_code::required);
    one.found.deviate(place("data"), deviation_code::no_changes);
    one.found.clear();
    EXPECT_FALSE(one.found.unprintable());
    EXPECT_TRUE(one.found.finish(place("")));
    EXPECT_TRUE(one.deviations.empty());
}

} // namespace
