// A protocol version of one's own: the parser and the writer are generated from its declaration.

// [declaration]
#include <flaghook/flaghook.hpp>

#include <cstdint>
#include <string>
#include <vector>

struct reading {
    flaghook::timestamp time{};
    std::string sensor{};
    std::int64_t value = 0;
};

struct readings {
    std::vector<reading> data{};
};

struct readings_v1 {
    static constexpr int number = 1;
    using payload_type = readings;

    static constexpr auto item = flaghook::blueprint::object(
        flaghook::blueprint::field("time", &reading::time, flaghook::blueprint::date_time{}),
        flaghook::blueprint::field("sensor", &reading::sensor,
                                   flaghook::blueprint::text{.max_length = 20}),
        flaghook::blueprint::optional_field("value", &reading::value,
                                            flaghook::blueprint::integer{}));
    static constexpr auto payload = flaghook::blueprint::object(
        flaghook::blueprint::field("data", &readings::data, flaghook::blueprint::list_of(item)));
};
// [declaration]

#include <cstdio>

int main() {
    for (const char* body : {R"({"data":[{"time":"2024-12-12T00:00:00Z","sensor":"roof"}]})",
                             R"({"data":[{"sensor":" "}]})"}) {
        const auto payload = flaghook::parse<readings_v1>(body);
        if (payload) {
            std::printf("%s\n", payload->data.front().sensor.c_str());
            continue;
        }
        for (const flaghook::issue& issue : payload.error().issues()) {
            std::printf("%s: %s\n", issue.path().c_str(), issue.message().c_str());
        }
    }
}
