#include <flaghook/model/payload.hpp>

#include "payload_bytes.hpp"
#include "seeds/writers.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace flaghook::fuzz {

using namespace std::string_view_literals;

void add_payloads(seed_folder& seeds) {
    const change good{.action = change_action::updated,
                      .id = 42,
                      .created_at = std::chrono::sys_days{std::chrono::year{2024} / 12 / 12},
                      .created_by = {"jane@example.com", author_type::email},
                      .flag = "checkout"};
    std::size_t number = 0;
    const auto add = [&](auto&& spoil) {
        payload content;
        content.data = {good, good};
        spoil(content.data.back());
        seeds.add("serialize", "payload-" + std::to_string(number++), write_payload(content));
    };
    add([](change&) {});
    add([](change& one) { one.action = static_cast<change_action>(3); });
    add([](change& one) { one.created_by.type = static_cast<author_type>(3); });
    add([](change& one) { one.created_at = max_timestamp; });
    add([](change& one) { one.created_at = max_timestamp + std::chrono::microseconds{1}; });
    add([](change& one) { one.created_at = min_timestamp - std::chrono::microseconds{1}; });
    add([](change& one) { one.id = -1; });
    for (const std::string_view text :
         {""sv, " \u3000"sv, " x "sv, "\0"sv, "\xFF"sv, "\"\\/\b\f\n\r\t\x01\x1f\x7f"sv,
          "\u2028\u00e9"sv, "\U0001f600"sv, "\xED\xA0\x80"sv, "\xE2\x80"sv}) {
        add([&](change& one) { one.flag = text; });
        add([&](change& one) { one.created_by.id = text; });
    }
    add([](change& one) { one.created_by.id = std::string(100, 'x'); });
    add([](change& one) { one.created_by.id = std::string(101, 'x'); });
    payload content;
    content.meta.version = INT64_MIN;
    seeds.add("serialize", "no-changes", write_payload(content));
    std::string long_flag = write_payload(content) + std::string("\0\0\0", 3) +
                            std::string(16, '\1') + std::string("\0\1i\1", 4) + "\x81" +
                            std::string(129, 'f');
    seeds.add("serialize", "long-flag", long_flag);
}

} // namespace flaghook::fuzz
