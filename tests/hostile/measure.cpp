/// @file
/// Measures the cost of hostile bodies for a receiver, and prints the table of
/// docs/threat-model.md.
///
/// Usage: flaghook_hostile [DIVISOR]
///
/// Answers each body of tests/json/hostile_bodies.hpp once with the size limits disabled, as the
/// table shows. A DIVISOR divides the bodies' sizes. Memory is the peak of allocations besides the
/// body; time is the fastest of three rounds.

#include <flaghook/flaghook.hpp>

#include <heap/heap.hpp>
#include <json/hostile_bodies.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <string>

namespace {

using flaghook::tests::hostile_body;

struct cost {
    double milliseconds;
    std::size_t bytes;
    int status;
    std::size_t answer;
};

cost cost_of(const std::string& body) {
    const flaghook::receiver_options options{.limits = flaghook::tests::no_limits_of_size()};
    cost result{};
    for (int round = 0; round < 3; ++round) {
        const std::size_t before = flaghook::tests::heap::in_use();
        flaghook::tests::heap::reset_peak();
        const auto start = std::chrono::steady_clock::now();
        const flaghook::reply reply = flaghook::answer(body, options);
        const std::chrono::duration<double, std::milli> time =
            std::chrono::steady_clock::now() - start;
        result.milliseconds =
            round == 0 ? time.count() : std::min(result.milliseconds, time.count());
        result.bytes = flaghook::tests::heap::peak() - before;
        result.status = reply.status();
        result.answer = reply.answer().size();
    }
    return result;
}

} // namespace

int main(int argument_count, char** arguments) {
    const std::size_t divisor = argument_count == 2 ? std::strtoul(arguments[1], nullptr, 10) : 1;
    if (divisor == 0) {
        std::cerr << "usage: flaghook_hostile [DIVISOR]\n";
        return 2;
    }
    std::cout << "| body | bytes | status | ms | ns per byte | memory / body | answer |\n"
                 "|---|---:|---:|---:|---:|---:|---:|\n"
              << std::fixed;
    for (const hostile_body& each : flaghook::tests::hostile_bodies) {
        const std::size_t pieces = std::max<std::size_t>(each.full_size / divisor, 1);
        const std::string body = each.make(pieces);
        const cost found = cost_of(body);
        const auto size = static_cast<double>(body.size());
        std::cout << "| " << pieces << ' ' << each.name << " | " << body.size() << " | "
                  << found.status() << " | " << std::setprecision(1) << found.milliseconds << " | "
                  << found.milliseconds * 1e6 / size << " | " << std::setprecision(2)
                  << static_cast<double>(found.bytes) / size << " | " << found.answer << " |\n"
                  << std::flush;
    }
}
