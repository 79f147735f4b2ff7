#include "near_miss.hpp"
#include "seeds/inputs.hpp"
#include "seeds/writers.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::fuzz {

using namespace std::string_view_literals;

void add_secrets(seed_folder& seeds) {
    std::size_t number = 0;
    for (
        const std::string_view text :
        {""sv, "0123456789"sv, "012345678"sv, "0123456789\n"sv,
         "01234\0"
         "56789"sv,
         "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"sv, "0123456789\xFF"sv,
         "\xC0\x80"
         "01234567890"sv,
         "\xED\xA0\x80"
         "01234567890"sv,
         "\xF4\x90\x80\x80"
         "0123456789"sv,
         "\U0001f600\u20ac01234567890"sv, "0123456789\u3000"sv,
         "0123456789012345678901234567890123456789012345678901234567890123"sv,
         "01234567890123456789012345678901234567890123456789012345678901234"sv,
         "a key that is longer than a block of the hash, which is hashed before it is used: 64"sv}) {
        for (std::size_t how = 0; how < miss_count; ++how) {
            const verify_choices choices{
                .secrets = (number + how) % 18, .signing = how, .miss = how, .place = 63};
            seeds.add("verify", "secret-" + std::to_string(number) + "-" + std::to_string(how),
                      verify_input(choices, text, "sha256=ab", "{\"data\":[]}"));
        }
        ++number;
    }
    constexpr auto other_bytes = static_cast<std::size_t>(miss::other_bytes);
    for (const std::string_view header :
         {""sv, "SHA256=ab"sv, "no hex at all"sv, "0123456789abcdef"sv,
          "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeF"sv,
          "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"sv}) {
        seeds.add("verify", "header-" + std::to_string(number++),
                  verify_input({.secrets = 1, .miss = other_bytes}, "s", header, "body"));
    }
}

} // namespace flaghook::fuzz
