// Declares a new protocol version. The parser and the serializer are generated from it.

// [declaration]
#include <flaghook/flaghook.hpp>

#include <cstdint>
#include <string>
#include <vector>

enum class temperature_unit : std::uint8_t { celsius, kelvin };

struct reading {
    flaghook::timestamp time{};
    std::string sensor{};
    std::int64_t value = 0;
    temperature_unit unit = temperature_unit::celsius;
};

struct readings {
    std::vector<reading> data{};
};

namespace blueprint = flaghook::blueprint;
struct readings_v1 {
    static constexpr int number = 1;
    using payload_type = readings;
    static constexpr auto item = blueprint::object(
        blueprint::field("time", &reading::time, blueprint::date_time{}),
        blueprint::field("sensor", &reading::sensor, blueprint::text{.max_length = 20}),
        blueprint::optional_field("value", &reading::value, blueprint::integer{}),
        blueprint::field("unit", &reading::unit,
                         blueprint::one_of(blueprint::option{"celsius", temperature_unit::celsius},
                                           blueprint::option{"kelvin", temperature_unit::kelvin})));
    static constexpr auto payload =
        blueprint::object(blueprint::field("data", &readings::data, blueprint::list_of(item)));
};
// [declaration]

#include <cstdio>

int main() {
    for (const char* body :
         {R"({"data":[{"time":"2024-12-12T00:00:00Z","sensor":"roof","unit":"kelvin"}]})",
          R"({"data":[{"sensor":" ","unit":"K"}]})"}) {
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
