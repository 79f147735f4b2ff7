/// @file
/// Converts a payload of any revision of the library to text.
#ifndef FLAGHOOK_TESTS_BENCH_PEERS_PAYLOAD_TEXT_HPP
#define FLAGHOOK_TESTS_BENCH_PEERS_PAYLOAD_TEXT_HPP

#include <string>

namespace flaghook_bench {

/// Returns a text that is equal for payloads with equal contents only.
template <class Payload>
[[nodiscard]] std::string text_of(const Payload& of) {
    std::string result = std::to_string(of.meta.version);
    const auto add = [&](const auto& text) {
        result.append("\n").append(std::to_string(text.size())).append(" ").append(text);
    };
    for (const auto& one : of.data) {
        add(std::to_string(static_cast<int>(one.action)));
        add(one.id.to_string());
        add(std::to_string(one.created_at.time_since_epoch().count()));
        add(one.created_by.id);
        add(std::to_string(static_cast<int>(one.created_by.type)));
        add(one.flag);
    }
    return result;
}

} // namespace flaghook_bench

#endif
