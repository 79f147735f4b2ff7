/// @file
/// The model of a webhook request's body.
#ifndef FLAGHOOK_MODEL_PAYLOAD_HPP
#define FLAGHOOK_MODEL_PAYLOAD_HPP

#include <flaghook/model/change.hpp>
#include <flaghook/version.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// The metadata of a payload.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet sender.cpp sender
struct payload_meta {
    /// The protocol version of the payload. Version 1 is the only published one.
    ///
    /// The server requires an integer of any size and ignores its value. When a body is parsed, an
    /// integer beyond 64 bits becomes the nearest value of this type.
    std::int64_t version = 1;

    /// Compares all members.
    friend bool operator==(const payload_meta&, const payload_meta&) = default;
};

/// The body of a webhook request: a batch of changes.
///
/// Sentry accepts or refuses a batch as a whole.
/// @tparam Text `std::string`, or `std::string_view` for views of text that is stored elsewhere
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet sender.cpp sender
/// @see parse, serialize, make_request
template <class Text>
struct basic_payload {
    /// The changes, in the sender's order. May be empty; Sentry then records nothing.
    std::vector<basic_change<Text>> data{};
    /// The metadata.
    payload_meta meta{};

    /// Compares all members.
    friend bool operator==(const basic_payload&, const basic_payload&) = default;
};

/// A payload that owns its text.
using payload = basic_payload<std::string>;

/// A payload whose texts are views. The texts must outlive it.
using borrowed_payload = basic_payload<std::string_view>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
