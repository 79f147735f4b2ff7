/// @file
/// The bodies that are measured.
#ifndef FLAGHOOK_TESTS_BENCH_BODIES_HPP
#define FLAGHOOK_TESTS_BENCH_BODIES_HPP

#include <flaghook/json/serialize.hpp>
#include <flaghook/model/payload.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace flaghook::bench {

/// How a body is laid out.
enum class layout {
    documented, ///< compact, fields in the documented order
    spaced,     ///< the same as Python's `json.dumps` writes it
    shuffled,   ///< compact, fields of each change in another order
    invalid     ///< four of five changes are refused, each for another reason
};

[[nodiscard]] inline std::string_view name_of(layout of) {
    constexpr std::array<std::string_view, 4> names{"documented", "spaced", "shuffled", "invalid"};
    return names[static_cast<std::size_t>(of)];
}

/// A batch as a flag service sends it: 169 bytes a change in documented layout, ids that grow.
[[nodiscard]] inline payload batch_of(std::size_t changes) {
    payload result;
    for (std::size_t number = 0; number < changes; ++number) {
        change& one = result.data.emplace_back();
        one.action = action::updated;
        one.id = std::uint64_t{93899375123} + number;
        one.created_at =
            std::chrono::sys_days{std::chrono::year{2024} / 12 / 12} + std::chrono::seconds{number};
        one.created_by.id = "jane.doe@example.com";
        one.flag = "checkout.new-flow";
    }
    return result;
}

/// One change with its fields in another order each time.
[[nodiscard]] inline std::string shuffled_change(const change& of, std::size_t number) {
    std::array<std::string, 5> members{
        R"("action":"updated")", R"("change_id":)" + of.id.to_string(),
        R"("created_at":")" + to_string(of.created_at) + '"',
        R"("created_by":{"type":"email","id":")" + of.created_by.id + R"("})",
        R"("flag":")" + of.flag + '"'};
    std::uint64_t state = number * 0x9E3779B97F4A7C15U + 1;
    for (std::size_t last = members.size() - 1; last > 0; --last) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        std::swap(members[last], members[(state >> 33U) % (last + 1)]);
    }
    std::string result;
    for (const std::string& member : members) {
        result.append(result.empty() ? "{" : ",").append(member);
    }
    return result + '}';
}

[[nodiscard]] inline std::string body_of(const payload& batch, layout as) {
    const auto good = serialize(batch);
    if (!good) {
        std::abort();
    }
    if (as == layout::documented) {
        return *good;
    }
    std::string result;
    if (as == layout::spaced) {
        bool in_string = false;
        for (const char byte : *good) {
            result += byte;
            in_string = byte == '"' ? !in_string : in_string;
            if (!in_string && (byte == ':' || byte == ',')) {
                result += ' ';
            }
        }
        return result;
    }
    constexpr std::array<std::string_view, 5> others{
        R"({"action":"moved","change_id":1,"created_at":"2024-12-12T00:02:00+00:00","created_by":{"id":"jane.doe@example.com","type":"email"},"flag":"checkout.new-flow"})",
        R"({"action":"updated","change_id":"x","created_at":"2024-12-12T00:02:00+00:00","created_by":{"id":"jane.doe@example.com","type":"email"},"flag":"checkout.new-flow"})",
        R"({"action":"updated","change_id":1,"created_at":"12/12/2024","created_by":{"id":"jane.doe@example.com","type":"email"},"flag":"checkout.new-flow"})",
        R"({"action":"updated","change_id":1,"created_at":"2024-12-12T00:02:00+00:00","created_by":{"id":"jane.doe@example.com"},"flag":""})",
        R"({"action":"updated","change_id":1,"created_at":"2024-12-12T00:02:00+00:00","created_by":{"id":"jane.doe@example.com","type":"email"},"flag":"checkout.new-flow"})"};
    for (std::size_t number = 0; number < batch.data.size(); ++number) {
        result += result.empty() ? "" : ",";
        result += as == layout::shuffled ? shuffled_change(batch.data[number], number)
                                         : std::string(others[number % others.size()]);
    }
    return R"({"data":[)" + result + R"(],"meta":{"version":1}})";
}

} // namespace flaghook::bench

#endif
