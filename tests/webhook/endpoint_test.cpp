#include <flaghook/webhook/endpoint.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

namespace {

using flaghook::endpoint;
using flaghook::endpoint_error;

std::string url_of(std::string_view server, std::string_view organization = "acme") {
    return std::string(server) + "/api/0/organizations/" + std::string(organization) +
           "/flags/hooks/provider/generic/";
}

void expect_error(const std::string& url, endpoint_error expected) {
    const auto result = endpoint::from_url(url);
    ASSERT_FALSE(result) << url;
    const boost::system::error_code failure = result.error();
    EXPECT_EQ(failure, expected) << url << ": " << failure.message();
}

TEST(endpoint, is_where_sentry_and_self_hosted_ones_listen) {
    for (const std::string_view server :
         {"https://sentry.io", "https://us.sentry.io", "https://de.sentry.io",
          "https://acme.sentry.io", "https://SENTRY.IO", "HTTPS://sentry.io",
          "https://sentry.example.com:8443", "https://sentry.example.com/sentry",
          "https://sentry.example.com/a/b", "https://10.0.0.1", "https://[2001:db8::1]:9000",
          "https://xn--bcher-kva.example", "http://localhost:9000", "http://sentry.localhost",
          "http://127.0.0.1:8000", "http://127.1.2.3", "http://[::1]:80"}) {
        const std::string url = url_of(server);
        const auto result = endpoint::from_url(url);
        ASSERT_TRUE(result) << url << ": " << endpoint::from_url(url).error().message();
        EXPECT_EQ(result->url(), url);
        EXPECT_EQ(result->organization(), "acme");
    }
}

TEST(endpoint, names_its_parts) {
    const auto result = endpoint::from_url(url_of("https://[2001:db8::1]:9000/sentry", "17"));
    ASSERT_TRUE(result);
    EXPECT_EQ(result->host(), "[2001:db8::1]");
    EXPECT_EQ(result->organization(), "17");
    EXPECT_FALSE(result->is_loopback());
}

TEST(endpoint, keeps_its_parts_when_it_is_moved) {
    // A view of the host would become invalid when the endpoint is moved.
    auto result = endpoint::from_url(url_of("http://localhost"));
    const endpoint moved = std::move(*result);
    const endpoint copy = moved;
    EXPECT_EQ(copy.host(), "localhost");
    EXPECT_EQ(copy.organization(), "acme");
    EXPECT_TRUE(copy.is_loopback());
    EXPECT_EQ(copy, moved);
}

TEST(endpoint, that_was_moved_from_has_empty_parts) {
    auto result = endpoint::from_url(url_of("https://sentry.io"));
    ASSERT_TRUE(result);
    endpoint from = *std::move(result);
    const endpoint to = std::move(from);
    EXPECT_EQ(from.host(), "");
    EXPECT_EQ(from.organization(), "");
    EXPECT_FALSE(from.is_loopback());
    EXPECT_EQ(to.host(), "sentry.io");
}

TEST(endpoint, is_made_of_an_organization) {
    EXPECT_EQ(endpoint::make("acme")->url(), url_of("https://sentry.io"));
    EXPECT_EQ(endpoint::make("4501", "https://us.sentry.io/")->url(),
              url_of("https://us.sentry.io", "4501"));
    EXPECT_EQ(endpoint::make("").error(), endpoint_error::invalid_organization);
    EXPECT_EQ(endpoint::make("acme", "sentry.io").error(), endpoint_error::not_http);
    EXPECT_EQ(endpoint::make("a/b").error(), endpoint_error::invalid_organization);
    EXPECT_EQ(endpoint::make("https://sentry.io", "acme").error(),
              endpoint_error::invalid_organization);
    EXPECT_EQ(endpoint::make("acme", std::string(5000, 'a')).error(), endpoint_error::too_long);
    EXPECT_EQ(endpoint::make(std::string(5000, 'a')).error(), endpoint_error::too_long);
}

TEST(endpoint, is_https_but_for_this_machine) {
    for (const std::string_view server :
         {"http://sentry.io", "http://localhost.example.com", "http://xlocalhost",
          "http://127.0.0.1.example.com", "http://128.0.0.1", "http://127.0.1",
          "http://127.0.0.256", "http://127.0.0.1.2", "http://[::2]", "http://0.0.0.0"}) {
        expect_error(url_of(server), endpoint_error::insecure);
    }
    for (const std::string_view server :
         {"ftp://sentry.io", "sentry.io", "//sentry.io", "https:/sentry.io", "https:sentry.io",
          "wss://sentry.io", ""}) {
        expect_error(url_of(server), endpoint_error::not_http);
    }
}

TEST(endpoint, has_neither_credentials_nor_query_nor_fragment) {
    expect_error(url_of("https://user:password@sentry.io"), endpoint_error::has_credentials);
    expect_error(url_of("https://sentry.io@evil.example"), endpoint_error::has_credentials);
    expect_error(url_of("https://@sentry.io"), endpoint_error::has_credentials);
    expect_error(url_of("https://sentry.io") + "?", endpoint_error::has_query);
    expect_error(url_of("https://sentry.io") + "?a=b", endpoint_error::has_query);
    expect_error(url_of("https://sentry.io") + "#", endpoint_error::has_fragment);
    expect_error(url_of("https://sentry.io") + "#a", endpoint_error::has_fragment);
}

TEST(endpoint, has_a_host_and_perhaps_a_port) {
    for (const std::string_view server :
         {"https://", "https://:80", "https://sentry..io", "https://.sentry.io",
          "https://sentry.io.", "https://-a.example", "https://a-.example", "https://a_b.example",
          "https://[::1", "https://[]", "https://[::1]x", "https://[g::1]", "https://a~b"}) {
        expect_error(url_of(server), endpoint_error::invalid_host);
    }
    expect_error(url_of("https://" + std::string(64, 'a') + ".example"),
                 endpoint_error::invalid_host);
    expect_error(url_of("https://sentry.io/[x]"), endpoint_error::invalid_character);
    for (const std::string_view port : {"", "0", "65536", "99999", "100000", "8a", "-1", "80:80"}) {
        expect_error(url_of("https://sentry.io:" + std::string(port)),
                     endpoint_error::invalid_port);
    }
    EXPECT_TRUE(endpoint::from_url(url_of("https://sentry.io:65535")));
}

TEST(endpoint, is_not_where_a_dsn_points) {
    expect_error(url_of("https://o1.ingest.sentry.io"), endpoint_error::ingestion_host);
    expect_error(url_of("https://o1.ingest.us.sentry.io"), endpoint_error::ingestion_host);
    EXPECT_TRUE(endpoint::from_url(url_of("https://ingest.example.com")));
}

TEST(endpoint, has_only_characters_of_urls) {
    for (const std::string_view odd : {" ", "\t", "\n", "\r\nHost: x", "\u00E4", "\\", "%41", "\"",
                                       "<", "{organization_id_or_slug}", "\x7F"}) {
        expect_error(url_of("https://sentry.io", odd), endpoint_error::invalid_character);
    }
    expect_error(url_of("https://sentry.io") + std::string(1, '\0'),
                 endpoint_error::invalid_character);
}

TEST(endpoint, has_the_path_of_the_webhook) {
    const std::string server = "https://sentry.io";
    for (const std::string_view path :
         {"", "/", "/api/0/organizations/", "/api/0/organizations/acme",
          "/api/0/organizations/acme/flags/logs/",
          "/api/1/organizations/acme/flags/hooks/provider/"
          "generic/",
          "/api/0/organizations/acme/flags/hooks/provider/",
          "/api/0/organizations/acme/flags/hooks/provider//",
          "/api/0/organizations/acme/flags/hooks/provider/generic//",
          "/api/0/organizations/acme//flags/hooks/provider/generic/",
          "/../api/0/organizations/acme/flags/hooks/provider/generic/",
          "/./api/0/organizations/acme/flags/hooks/provider/generic/",
          "//api/0/organizations/acme/flags/hooks/provider/generic/"}) {
        expect_error(server + std::string(path), endpoint_error::wrong_path);
    }
    for (const std::string_view organization : {"", "Acme", "a.b", "..", "a~"}) {
        expect_error(url_of(server, organization), endpoint_error::invalid_organization);
    }
}

TEST(endpoint, is_the_generic_provider_s) {
    const std::string start = "https://sentry.io/api/0/organizations/acme/flags/hooks/provider/";
    for (const std::string_view provider : {"launchdarkly/", "unleash", "statsig/", "Generic/"}) {
        expect_error(start + std::string(provider), endpoint_error::other_provider);
    }
}

TEST(endpoint, ends_with_a_slash) {
    expect_error("https://sentry.io/api/0/organizations/acme/flags/hooks/provider/generic",
                 endpoint_error::no_final_slash);
}

TEST(endpoint, has_a_length) {
    const std::string rest = url_of("https://sentry.io", "");
    EXPECT_TRUE(endpoint::from_url(
        url_of("https://sentry.io", std::string(endpoint::max_size - rest.size(), 'a'))));
    expect_error(
        url_of("https://sentry.io", std::string(endpoint::max_size + 1 - rest.size(), 'a')),
        endpoint_error::too_long);
}

} // namespace
