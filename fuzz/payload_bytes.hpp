/// @file
/// Converts between payloads, valid or not, and an input's bytes.
#ifndef FLAGHOOK_FUZZ_PAYLOAD_BYTES_HPP
#define FLAGHOOK_FUZZ_PAYLOAD_BYTES_HPP

#include <flaghook/model/payload.hpp>

#include "byte_source.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace flaghook::fuzz {

inline constexpr std::size_t most_changes = 16;

/// Reads a text that repeats one part, so that a few bytes describe texts beyond every limit.
[[nodiscard]] inline std::string read_text(byte_source& bytes) {
    const std::size_t times = 1 + bytes.byte() % 8U;
    const std::string_view part = bytes.short_text();
    std::string result;
    for (std::size_t done = 0; done < times; ++done) {
        result += part;
    }
    return result;
}

/// Reads a payload from any bytes. Every value of every member is possible, including values
/// outside the enumerators and the calendar.
[[nodiscard]] inline payload read_payload(byte_source& bytes) {
    payload result;
    result.meta.version = static_cast<std::int64_t>(bytes.number());
    while (!bytes.empty() && result.data.size() < most_changes) {
        change& one = result.data.emplace_back();
        one.action = static_cast<change_action>(bytes.byte() % 4);
        one.created_by.type = static_cast<author_type>(bytes.byte() % 4);
        one.id = bytes.byte() % 2 == 0 ? change_id(bytes.number())
                                       : change_id(static_cast<std::int64_t>(bytes.number()));
        one.created_at =
            timestamp(std::chrono::microseconds(static_cast<std::int64_t>(bytes.number())));
        one.created_by.id = read_text(bytes);
        one.flag = read_text(bytes);
    }
    return result;
}

/// Returns bytes that describe a payload. Texts are cut off after 255 bytes.
[[nodiscard]] inline std::string write_payload(const payload& value) {
    std::string result;
    const auto put = [&result](std::uint64_t byte) { result += static_cast<char>(byte & 0xFFU); };
    const auto put_number = [&](std::uint64_t number) {
        for (unsigned shift = 64; shift > 0; shift -= 8) {
            put(number >> (shift - 8));
        }
    };
    const auto put_text = [&](const std::string& text) {
        put(0);
        put(std::min<std::size_t>(text.size(), 255));
        result.append(text, 0, 255);
    };
    put_number(static_cast<std::uint64_t>(value.meta.version));
    for (const change& one : value.data) {
        put(static_cast<std::uint64_t>(one.action));
        put(static_cast<std::uint64_t>(one.created_by.type));
        put(one.id.is_negative() ? 1 : 0);
        put_number(one.id.bits());
        put_number(static_cast<std::uint64_t>(one.created_at.time_since_epoch().count()));
        put_text(one.created_by.id);
        put_text(one.flag);
    }
    return result;
}

} // namespace flaghook::fuzz

#endif
