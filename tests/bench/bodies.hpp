/// @file
/// A batch of changes, and the bodies that documentation shows. Bodies of real senders are in
/// real_bodies.hpp.
#ifndef FLAGHOOK_TESTS_BENCH_BODIES_HPP
#define FLAGHOOK_TESTS_BENCH_BODIES_HPP

#include <flaghook/json/serialize.hpp>
#include <flaghook/model/payload.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace flaghook::bench {

/// The layout of a body.
enum class layout {
    documented, ///< compact, fields in the documented order
    spaced      ///< the same, with the spaces of Python's `json.dumps`
};

/// Returns a batch as a flag service sends it, with increasing ids: 169 bytes per change in the
/// documented layout.
[[nodiscard]] inline payload batch_of(std::size_t changes) {
    payload result;
    for (std::size_t number = 0; number < changes; ++number) {
        change& one = result.data.emplace_back();
        one.action = change_action::updated;
        one.id = std::uint64_t{93899375123} + number;
        one.created_at =
            std::chrono::sys_days{std::chrono::year{2024} / 12 / 12} + std::chrono::seconds{number};
        one.created_by = {"jane.doe@example.com", author_type::email};
        one.flag = "checkout.new-flow";
    }
    return result;
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

} // namespace flaghook::bench

#endif
