// Flag buffers against plain lists. A sequence of steps: what is done to which of two buffers, and
// the flag.

#include <flaghook/evaluation/flag_buffer.hpp>
#include <flaghook/server/text.hpp>

#include "byte_source.hpp"
#include "require.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace flaghook;
using namespace flaghook::fuzz;

/// Evaluations, oldest first.
template <std::size_t Capacity>
class plain_buffer {
public:
    bool record(std::string_view flag, bool result) {
        const auto same = [&](const auto& one) { return one.first == flag; };
        const bool known = std::any_of(evaluations_.begin(), evaluations_.end(), same);
        if (!known && !server::is_utf8(flag)) {
            return false;
        }
        std::erase_if(evaluations_, same);
        if (evaluations_.size() == Capacity) {
            evaluations_.erase(evaluations_.begin());
        }
        evaluations_.emplace_back(flag, result);
        return true;
    }

    [[nodiscard]] std::optional<bool> find(std::string_view flag) const {
        for (const auto& [name, result] : evaluations_) {
            if (name == flag) {
                return result;
            }
        }
        return std::nullopt;
    }

    void clear() { evaluations_.clear(); }

    [[nodiscard]] const auto& evaluations() const { return evaluations_; }

private:
    std::vector<std::pair<std::string, bool>> evaluations_;
};

template <std::size_t Capacity>
struct pair_of_buffers {
    basic_flag_buffer<Capacity> buffer{};
    plain_buffer<Capacity> plain{};

    void check() const {
        require_same(buffer.size(), plain.evaluations().size(), "each flag is there once");
        require_same(buffer.empty(), plain.evaluations().empty(),
                     "a buffer knows that it is empty");
        auto expected = plain.evaluations().begin();
        for (const auto& evaluation : buffer) {
            require_same(evaluation.flag, std::string_view(expected->first),
                         "flags stand in the order of their last evaluation");
            require_same(evaluation.result, expected->second, "a flag has its last result");
            require(buffer.find(evaluation.flag) == expected->second, "a flag is found");
            ++expected;
        }
    }
};

/// One of few names of every length, or any bytes.
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
            require(one.buffer.empty(), "what was moved from is empty");
            const auto& itself = taken;
            taken = itself;
            one.buffer = taken;
            break;
        }
        case 3:
            // Seldom enough that something is left to see.
            if (step >= 0xF0) {
                one.buffer.clear();
                one.plain.clear();
            }
            break;
        case 4: {
            const std::string flag = read_flag(bytes);
            require(one.buffer.find(flag) == one.plain.find(flag),
                    "a search finds the last result");
            break;
        }
        default: {
            const std::string flag = read_flag(bytes);
            const bool result = step >= 0x80;
            require_same(!one.buffer.record(flag, result), one.plain.record(flag, result),
                         "names that are UTF-8 are recorded");
        }
        }
        one.check();
        other.check();
        require_same(one.buffer == other.buffer,
                     one.plain.evaluations() == other.plain.evaluations(),
                     "buffers are equal that have the same evaluations");
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
