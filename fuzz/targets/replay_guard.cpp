// Compares a replay guard with a linear-time implementation. The input is two bytes of options,
// then steps: an operation, the time since the last one, and ids.

#include <flaghook/model/change.hpp>
#include <flaghook/model/change_id.hpp>
#include <flaghook/webhook/replay_guard.hpp>

#include "byte_source.hpp"
#include "require.hpp"
#include "webhook/plain_guard.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using namespace flaghook;
using namespace flaghook::fuzz;

/// Returns one of a few ids, including negative ones and the large ones with the same bits.
change_id read_id(byte_source& bytes) {
    const std::uint8_t choice = bytes.byte();
    const std::uint8_t low = choice % 32;
    if (choice >= 0xC0) {
        return std::int64_t{-1} - low;
    }
    if (choice >= 0x80) {
        return std::numeric_limits<std::uint64_t>::max() - low;
    }
    return choice;
}

std::vector<change> read_changes(byte_source& bytes) {
    std::vector<change> changes(bytes.byte() % 16);
    for (change& one : changes) {
        one.id = read_id(bytes);
    }
    return changes;
}

std::vector<change_id> ids_of(const std::vector<change>& changes) {
    std::vector<change_id> ids;
    for (const change& one : changes) {
        ids.push_back(one.id);
    }
    return ids;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    byte_source bytes(as_text(data, size));
    replay_guard_options options;
    options.capacity = bytes.byte() % 34;
    options.window = std::chrono::nanoseconds(bytes.byte());
    replay_guard guard(options);
    tests::plain_guard plain(options);
    replay_guard::clock::time_point now{std::chrono::hours(1)};
    while (!bytes.empty()) {
        const std::uint8_t step = bytes.byte();
        // Time mostly goes forward.
        now += std::chrono::nanoseconds(step / 8 - 2);
        switch (step % 8) {
        case 0: {
            const change_id id = read_id(bytes);
            guard.forget(id);
            plain.forget(id);
            break;
        }
        case 1: {
            const std::vector<change> changes = read_changes(bytes);
            guard.forget(changes);
            for (const change& one : changes) {
                plain.forget(one.id);
            }
            break;
        }
        case 2:
        case 3: {
            std::vector<change> changes = read_changes(bytes);
            const std::size_t before = changes.size();
            std::vector<change_id> expected;
            plain.tell_time(now);
            for (const change& one : changes) {
                if (plain.admit(one.id)) {
                    expected.push_back(one.id);
                }
            }
            require_same(guard.keep_new(changes, now), before - expected.size(),
                         "exactly the known ids are removed");
            require(ids_of(changes) == expected, "new ids are kept, in their order");
            break;
        }
        default: {
            const change_id id = read_id(bytes);
            plain.tell_time(now);
            require_same(guard.admit(id, now), plain.admit(id), "an id is new only once");
        }
        }
    }
    return 0;
}
