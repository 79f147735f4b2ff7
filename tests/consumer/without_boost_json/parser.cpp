// Parses and serializes a payload with Boost's headers alone: no library is linked.
#include <flaghook/json/parse.hpp>
#include <flaghook/json/serialize.hpp>

#include <iostream>
#include <string_view>

int main() {
    constexpr std::string_view body =
        R"({"data":[{"action":"created","change_id":1,"created_at":"2024-12-12T00:02:00+00:00",)"
        R"("created_by":{"id":"Zo\u00eb","type":"name"},"flag":"hello.world"}],)"
        R"("meta":{"version":1}})";
    const auto payload = flaghook::parse(body);
    if (!payload) {
        std::cerr << payload.error().answer() << '\n';
        return 1;
    }
    const auto written = flaghook::serialize(*payload);
    if (!written) {
        std::cerr << written.error().issues().front().message() << '\n';
        return 1;
    }
    std::cout << *written << '\n';
    const auto malformed = flaghook::parse("[1,]");
    return !malformed && malformed.error().status() == 400 ? 0 : 1;
}
