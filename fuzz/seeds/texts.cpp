#include "odd_values.hpp"
#include "seeds/writers.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace flaghook::fuzz {

using namespace std::string_view_literals;

namespace {

constexpr auto urls = std::to_array<std::string_view>({
    "https://sentry.io/api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://us.sentry.io/api/0/organizations/4711/flags/hooks/provider/generic/",
    "HTTPS://Acme.Sentry.IO:443/api/0/organizations/acme_2-x/flags/hooks/provider/generic/",
    "https://[2001:db8::1]:8443/sentry/on-prem/api/0/organizations/a/flags/hooks/provider/generic/",
    "http://localhost:9000/api/0/organizations/acme/flags/hooks/provider/generic/",
    "http://a.localhost/api/0/organizations/acme/flags/hooks/provider/generic/",
    "http://127.0.0.1/api/0/organizations/acme/flags/hooks/provider/generic/",
    "http://127.000.00.0255/api/0/organizations/acme/flags/hooks/provider/generic/",
    "http://127.1/api/0/organizations/acme/flags/hooks/provider/generic/",
    "http://127.0.0.256/api/0/organizations/acme/flags/hooks/provider/generic/",
    "http://127.0.0.x/api/0/organizations/acme/flags/hooks/provider/generic/",
    "http://[::1]:65535/api/0/organizations/acme/flags/hooks/provider/generic/",
    "http://sentry.io/api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://o1.ingest.us.sentry.io/api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://user:word@sentry.io/api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://sentry.io:0/api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://sentry.io:65536/api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://sentry.io:/api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://-sentry.io/api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://sentry.io./api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://[::1/api/0/organizations/acme/flags/hooks/provider/generic/",
    "https:///api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://sentry.io/./api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://sentry.io/../api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://sentry.io//api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://sentry.io/api/0/organizations/acme/flags/hooks/provider/generic",
    "https://sentry.io/api/0/organizations/acme/flags/hooks/provider/unleash/",
    "https://sentry.io/api/0/organizations/acme/flags/hooks/provider/unleash",
    "https://sentry.io/api/0/organizations/acme/flags/hooks/provider/a/b",
    "https://sentry.io/api/0/organizations/Acme/flags/hooks/provider/generic/",
    "https://sentry.io/api/0/organizations//flags/hooks/provider/generic/",
    "https://sentry.io/api/0/organizations/acme/flags/logs/",
    "https://sentry.io/api/0/organizations/acme",
    "https://sentry.io/",
    "https://sentry.io/api/0/organizations/acme/flags/hooks/provider/generic/?a=b",
    "https://sentry.io/api/0/organizations/acme/flags/hooks/provider/generic/#a",
    "https://sentry.io/api/0/organizations/a%20b/flags/hooks/provider/generic/",
    "https:\\\\sentry.io\\api",
    "ftp://sentry.io/",
    "acme",
    "",
});

} // namespace

void add_texts(seed_folder& seeds) {
    std::size_t number = 0;
    for (const std::string_view text : odd_date_times) {
        seeds.add("timestamp", "text-" + std::to_string(number++), text);
    }
    for (const std::string_view instant : {"\0\0\0\0\0\0\0\0"sv, "\0\0\0\0\xD6\x93\xA4\0"sv,
                                           "\1\2\3\4\5\6\7\x08"sv, "\4\x6e\0\0\0\0\0\0"sv,
                                           "2024W50\xFF"
                                           "00:02"sv}) {
        seeds.add("timestamp", "bytes-" + std::to_string(number++), instant);
    }
    for (const auto& some : {std::span<const std::string_view>(odd_integers),
                             std::span<const std::string_view>(odd_digit_zeros),
                             std::span<const std::string_view>(odd_numbers)}) {
        for (const std::string_view text : some) {
            seeds.add("change_id", "text-" + std::to_string(number++), text);
        }
    }
    seeds.add("change_id", "negative",
              std::string(1, '\1') + std::string(8, '\xFF') + std::string(1, '\0') +
                  std::string(8, '\xFF'));
    for (const std::string_view url : urls) {
        seeds.add("endpoint", "url-" + std::to_string(number++), url);
    }
    seeds.add("endpoint", "long", "https://sentry.io/" + std::string(2048, 'a'));
    seeds.add("endpoint", "long-label", "https://" + std::string(64, 'a') + ".io/");
    seeds.add("endpoint", "long-host", "https://" + std::string(250, 'a') + ".io/");
}

} // namespace flaghook::fuzz
