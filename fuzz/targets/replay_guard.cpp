// A replay guard against its definition in linear time. Two bytes of options, then steps: what is
// done and how much later, the ids.

#include <flaghook/model/change.hpp>
#include <flaghook/model/change_id.hpp>
#include <flaghook/webhook/replay_guard.hpp>

#include "byte_source.hpp"
#include "require.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <vector>

namespace {

using namespace flaghook;
using namespace flaghook::fuzz;

/// An id counts from its first sighting until the window has passed, as many others as there is
/// room for came after it, or it was forgotten.
class plain_guard {
public:
    explicit plain_guard(const replay_guard_options& options) : options_(options) {}

    /// Time does not go back.
    void tell_time(replay_guard::clock::time_point now) { now_ = std::max(now_, now); }

    bool admit(const change_id& id) {
        const bool seen = std::any_of(seen_.begin(), seen_.end(), [&](const sighting& one) {
            return one.known && one.id == id && now_ - one.time < options_.window;
        });
        if (!seen) {
            // Outlived sightings take no room.
            while (!seen_.empty() &&
                   (now_ - seen_.front().time >= options_.window ||
                    seen_.size() >= std::max<std::size_t>(options_.capacity, 1))) {
                seen_.pop_front();
            }
            seen_.push_back({id, now_, true});
        }
        return !seen;
    }

    void forget(const change_id& id) {
        for (sighting& one : seen_) {
            one.known = one.known && one.id != id;
        }
    }

private:
    struct sighting {
        change_id id;
        replay_guard::clock::time_point time;
        bool known;
    };

    replay_guard_options options_;
    std::deque<sighting> seen_;
    replay_guard::clock::time_point now_ = replay_guard::clock::time_point::min();
};

/// One of few ids, among them negative ones and the large ones with the same bits.
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
    plain_guard plain(options);
    replay_guard::clock::time_point now{std::chrono::hours(1)};
    while (!bytes.empty()) {
        const std::uint8_t step = bytes.byte();
        // Mostly forward.
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
                         "as many are removed as were known");
            require(ids_of(changes) == expected, "what is new is kept, in its order");
            break;
        }
        default: {
            const change_id id = read_id(bytes);
            plain.tell_time(now);
            require_same(guard.admit(id, now), plain.admit(id), "an id is new once");
        }
        }
    }
    return 0;
}
