/// @file
/// The model of one change of a flag's definition.
#ifndef FLAGHOOK_MODEL_CHANGE_HPP
#define FLAGHOOK_MODEL_CHANGE_HPP

#include <flaghook/enumeration.hpp>
#include <flaghook/model/change_id.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/version.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

/// The action that changed a flag. The numbers are those that Sentry stores.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/models.py
enum class change_action : std::uint8_t {
    /// The flag was created.
    created = 0,
    /// The flag was deleted.
    deleted = 1,
    /// The flag's definition was changed.
    updated = 2
};

/// The actions' names in JSON, in the documented order. `to_string` and `from_string` use them.
template <>
inline constexpr auto enumerators<change_action> = std::to_array<enumerator<change_action>>({
    {change_action::created, "created"},
    {change_action::updated, "updated"},
    {change_action::deleted, "deleted"},
});

/// The kind of text that identifies an author. The numbers are those that Sentry stores.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/models.py
enum class author_type : std::uint8_t {
    /// An e-mail address. It is not checked.
    email = 0,
    /// An identifier of the sender's system.
    id = 1,
    /// A name.
    name = 2
};

/// The types' names in JSON, in the documented order. `to_string` and `from_string` use them.
template <>
inline constexpr auto enumerators<author_type> = std::to_array<enumerator<author_type>>({
    {author_type::email, "email"},
    {author_type::id, "id"},
    {author_type::name, "name"},
});

/// The author of a change.
/// @tparam Text `std::string`, or `std::string_view` for views of text that is stored elsewhere
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet values.cpp change
template <class Text>
struct basic_author {
    /// The author: 1 to 100 code points after trimming, in UTF-8.
    Text id{};
    /// The kind of text that `id` is. No valid type until it is set.
    author_type type = unset<author_type>;

    /// Compares all members.
    friend bool operator==(const basic_author&, const basic_author&) = default;
};

/// A change of a flag's definition.
///
/// It is an item of a payload, and also the row that Sentry writes to its audit log. The members do
/// not check their values; `serialize` and `make_request` do. They also refuse a change in which a
/// member other than `id` was not set.
/// @tparam Text `std::string`, or `std::string_view` for views of text that is stored elsewhere
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet values.cpp change
template <class Text>
struct basic_change {
    /// The action. No valid action until it is set.
    change_action action = unset<change_action>;
    /// The idempotency token. Within a payload, only the first change with an id is recorded.
    change_id id{};
    /// The time of the change, in years 1 to 9999. Out of range until it is set.
    timestamp created_at = unset_timestamp;
    /// The author.
    basic_author<Text> created_by{};
    /// The flag's name: 1 to 256 code points after trimming, in UTF-8.
    Text flag{};

    /// Compares all members.
    friend bool operator==(const basic_change&, const basic_change&) = default;
};

/// An author that owns its text.
using author = basic_author<std::string>;

/// A change that owns its text.
using change = basic_change<std::string>;

/// A change whose texts are views. The texts must outlive it.
using borrowed_change = basic_change<std::string_view>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
