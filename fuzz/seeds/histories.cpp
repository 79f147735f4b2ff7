#include "mutator/random_source.hpp"
#include "seeds/writers.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::fuzz {

using namespace std::string_literals;
using namespace std::string_view_literals;

namespace {

/// Returns random bytes; each one is a step or an argument.
std::string any_steps(std::size_t seed, std::size_t size) {
    random_source random(seed);
    std::string result;
    while (result.size() < size) {
        result += static_cast<char>(random.below(256));
    }
    return result;
}

/// Returns one step with each of the arguments.
std::string repeated(char step, std::string_view arguments) {
    std::string result;
    for (const char argument : arguments) {
        result += step;
        result += argument;
    }
    return result;
}

/// Returns `size` bytes that count up from 0.
std::string ascending(std::size_t size) {
    std::string result;
    while (result.size() < size) {
        result += static_cast<char>(result.size());
    }
    return result;
}

} // namespace

void add_histories(seed_folder& seeds) {
    const auto add = [&](std::string_view target, const std::string& name, std::string_view front,
                         const std::string& steps) {
        seeds.add(target, name, std::string(front) + steps);
    };
    // A byte for the time (`\x14` does not advance it), and a byte for an id.
    const std::string each = repeated('\x14', ascending(40));
    add("replay_guard", "more-than-there-is-room", "\x21\xFF", each + each);
    add("replay_guard", "room-for-none", "\0\xFF"sv, each + each);
    add("replay_guard", "each-outlived", "\x21\x04", repeated('\x24', ascending(40)));
    add("replay_guard", "no-window", "\x21\0"sv, each);
    add("replay_guard", "time-goes-back", "\x21\x03", each + repeated('\x04', ascending(40)));
    add("replay_guard", "forgotten-and-seen-again", "\x21\xFF",
        each + repeated('\x10', ascending(20)) + each);
    add("replay_guard", "same-bits", "\x21\xFF", repeated('\x14', "\x80\xC0\x80\xC0"));
    // An empty list still advances the guard's time.
    add("replay_guard", "no-changes", "\x21\x03", "\x14\1\xFA\0\x04\1\x04\1"s);
    add("replay_guard", "one-list-of-one-id-without-window", "\1\0"sv, "\x13\x07\1\1\1\1\1\1\1");
    add("replay_guard", "lists", "\x21\xFF",
        "\x13\x04\1\2\1\3"
        "\x12\x03\3\4\5"
        "\x11\x02\4\6"
        "\x12\x03\3\4\5");
    // A capacity, then steps that each choose a name.
    for (const std::string_view capacity : {"\0"sv, "\1"sv, "\2"sv, "\3"sv}) {
        const std::string number = std::to_string(capacity.front());
        add("flag_buffer", "each-" + number, capacity,
            repeated('\x05', ascending(128)) + repeated('\x85', ascending(64)) +
                repeated('\4', ascending(128)));
        add("flag_buffer", "copies-" + number, capacity,
            repeated('\x05', ascending(12)) + "\0\x08\x09\1\2\x0A"s + repeated('\x0D', "\1\2\3") +
                "\xF3\xFB\0"s);
        add("flag_buffer", "no-utf8-" + number, capacity,
            "\5\xE1\xFF\5\xE2\xC3\xA9\4\xE1\xFF\5\xE0");
    }
    for (std::size_t seed = 0; seed < 16; ++seed) {
        const std::string name = "any-" + std::to_string(seed);
        seeds.add("replay_guard", name, any_steps(seed, 600));
        seeds.add("flag_buffer", name, any_steps(seed, 600));
    }
}

} // namespace flaghook::fuzz
