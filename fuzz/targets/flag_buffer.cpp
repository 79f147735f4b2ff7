// Compares flag buffers with plain lists. The input is a sequence of steps: an operation, one of
// two buffers, and a flag.

#include <flaghook/evaluation/flag_buffer.hpp>
#include <flaghook/server/text.hpp>

#include "byte_source.hpp"
#include "evaluation/naive_flags.hpp"
#include "require.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace {

using namespace flaghook;
using namespace flaghook::fuzz;

template <std::size_t Capacity>
struct pair_of_buffers {
    basic_flag_buffer<Capacity> buffer{};
    naive::evaluations plain{};

    void record(const std::string& flag, bool result) {
        const bool is_name = server::detail::is_utf8(flag);
        if (is_name) {
            naive::record(plain, Capacity, flag, result);
        }
        require_same(!buffer.record(flag, result), is_name,
                     "exactly the names in UTF-8 are recorded");
    }

    void find(const std::string& flag) {
        const auto known = naive::find(plain, flag);
        require(buffer.find(flag) ==
                    (known == plain.end() ? std::nullopt : std::optional(known->result)),
                "a search finds the last result");
    }

    void check() const {
        require_same(buffer.size(), plain.size(), "each flag is recorded once");
        require_same(buffer.empty(), plain.empty(), "a buffer reports whether it is empty");
        auto expected = plain.begin();
        for (const auto& evaluation : buffer) {
            require_same(evaluation.flag, std::string_view(expected->flag),
                         "flags are in the order of their last evaluation");
            require_same(evaluation.result, expected->result, "a flag has its last result");
            require(buffer.find(evaluation.flag) == expected->result, "a flag is found");
            ++expected;
        }
    }
};

/// Reads one of a few names of every length, or any bytes.
std::string read_flag(byte_source& bytes) {
    const std::uint8_t choice = bytes.byte();
    if (choice >= 0xE0) {
        return std::string(bytes.text(choice % 32));
    }
    return std::string(choice / 32 * 7, 'f') + std::to_string(choice % 32);
}

template <std::size_t Capacity>
void check_steps(byte_source bytes) {
    pair_of_buffers<Capacity> both[2];
    while (!bytes.empty()) {
        const std::uint8_t step = bytes.byte();
        auto& one = both[step / 8 % 2];
        auto& other = both[1 - step / 8 % 2];
        switch (step % 8) {
        case 0:
            one = other;
            require(one.buffer == other.buffer, "a copy is equal");
            break;
        case 1:
            one.buffer = std::move(other.buffer);
            one.plain = std::exchange(other.plain, {});
            break;
        case 2: {
            basic_flag_buffer<Capacity> taken(std::move(one.buffer));
            require(one.buffer.empty(), "a moved-from buffer is empty");
            const auto& itself = taken;
            taken = itself;
            one.buffer = taken;
            break;
        }
        case 3:
            // Rare, so that the buffer is not always empty.
            if (step >= 0xF0) {
                one.buffer.clear();
                one.plain.clear();
            }
            break;
        case 4:
            one.find(read_flag(bytes));
            break;
        default:
            one.record(read_flag(bytes), step >= 0x80);
        }
        one.check();
        other.check();
        require_same(one.buffer == other.buffer, one.plain == other.plain,
                     "buffers with the same evaluations are equal");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    byte_source bytes(as_text(data, size));
    switch (bytes.byte() % 4) {
    case 0:
        check_steps<1>(bytes);
        break;
    case 1:
        check_steps<2>(bytes);
        break;
    case 2:
        check_steps<7>(bytes);
        break;
    default:
        check_steps<max_flags_per_event>(bytes);
    }
    return 0;
}
