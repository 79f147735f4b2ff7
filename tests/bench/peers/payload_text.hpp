/// @file
/// A payload as text, whatever revision of the library its type comes from.
#ifndef FLAGHOOK_TESTS_BENCH_PEERS_PAYLOAD_TEXT_HPP
#define FLAGHOOK_TESTS_BENCH_PEERS_PAYLOAD_TEXT_HPP

#include <string>

namespace flaghook_bench {

/// Equal for payloads of equal contents, and for no others.
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
