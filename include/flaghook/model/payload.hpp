/// @file
/// The body of one webhook request.
#ifndef FLAGHOOK_MODEL_PAYLOAD_HPP
#define FLAGHOOK_MODEL_PAYLOAD_HPP

#include <flaghook/model/change.hpp>
#include <flaghook/version.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// What a payload says about itself.
struct payload_meta {
    /// The protocol version that the sender wrote. Version 1 is the only one published. The server
    /// asks for an integer of any size and does not look at it; a number outside 64 bits is kept
    /// as the nearest value of this type.
    std::int64_t version = 1;

    friend bool operator==(const payload_meta&, const payload_meta&) = default;
};

/// The body of one webhook request: a batch of changes. Sentry takes a batch as a whole or not at
/// all.
/// @tparam Text `std::string`, or `std::string_view` for text that lives elsewhere
template <class Text>
struct basic_payload {
    /// The changes, in the sender's order.
    std::vector<basic_change<Text>> data{};
    /// What the payload says about itself.
    payload_meta meta{};

    friend bool operator==(const basic_payload&, const basic_payload&) = default;
};

/// A payload that owns its text.
using payload = basic_payload<std::string>;

/// A payload whose text lives elsewhere.
using borrowed_payload = basic_payload<std::string_view>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
