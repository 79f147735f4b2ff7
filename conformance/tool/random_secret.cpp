#include "tool/random_secret.hpp"

#include <flaghook/signature/wipe.hpp>

#include "tool/unusable.hpp"

#include <sys/random.h>
#include <sys/types.h>

#include <array>
#include <cerrno>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace flaghook::tool {

namespace {

/// The digits and the random bytes they are made of; overwritten on destruction.
struct secret_digits {
    secret_digits() = default;
    secret_digits(const secret_digits&) = delete;
    secret_digits& operator=(const secret_digits&) = delete;
    ~secret_digits() {
        wipe(random.data(), random.size());
        wipe(text.data(), text.size());
    }

    std::array<unsigned char, generated_length / 2> random{};
    std::array<char, generated_length> text{};
};

/// Repeats the call, since a signal may interrupt it before it has all bytes.
void fill_with_random_bytes(std::span<unsigned char> room) {
    while (!room.empty()) {
        const ssize_t count = ::getrandom(room.data(), room.size(), 0);
        if (count > 0) {
            room = room.subspan(static_cast<std::size_t>(count));
        } else if (count == 0 || errno != EINTR) {
            throw unusable("the operating system provides no random bytes: " +
                           std::generic_category().message(count == 0 ? EIO : errno) +
                           "; no secret was generated");
        }
    }
}

} // namespace

secret generate_secret() {
    secret_digits digits;
    fill_with_random_bytes(digits.random);
    std::size_t place = 0;
    for (const unsigned char byte : digits.random) {
        digits.text[place++] = "0123456789abcdef"[byte >> 4U];
        digits.text[place++] = "0123456789abcdef"[byte & 0xFU];
    }
    boost::system::result<secret> result =
        secret::from_text({digits.text.data(), digits.text.size()});
    if (!result) {
        throw unusable("the generated secret cannot be used: " + result.error().message());
    }
    return std::move(*result);
}

} // namespace flaghook::tool
