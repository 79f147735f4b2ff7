#include <flaghook/api/resource_path.hpp>

#include <gtest/gtest.h>

namespace {

TEST(resource_path, is_the_blueprint_s) {
    EXPECT_EQ(flaghook::flag_logs_path("acme"), "/api/0/organizations/acme/flags/logs/");
    EXPECT_EQ(flaghook::flag_log_path("acme", 7), "/api/0/organizations/acme/flags/logs/7/");
    EXPECT_EQ(flaghook::signing_secrets_path("4711"),
              "/api/0/organizations/4711/flags/signing-secrets/");
    EXPECT_EQ(flaghook::signing_secret_path("acme", 123),
              "/api/0/organizations/acme/flags/signing-secrets/123/");
}

TEST(resource_path, keeps_an_organization_in_its_segment) {
    EXPECT_EQ(flaghook::flag_logs_path("../a?b"), "/api/0/organizations/..%2Fa%3Fb/flags/logs/");
}

} // namespace
