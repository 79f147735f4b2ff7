/// @file
/// One change of a flag's definition.
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

/// What happened to the flag. The values are those that Sentry stores.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/models.py
enum class change_action : std::uint8_t { created = 0, deleted = 1, updated = 2 };

/// The actions' names in JSON, in the documented order.
template <>
inline constexpr auto enumerators<change_action> = std::to_array<enumerator<change_action>>({
    {change_action::created, "created"},
    {change_action::updated, "updated"},
    {change_action::deleted, "deleted"},
});

/// What kind of text names the author. The values are those that Sentry stores.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/models.py
enum class author_type : std::uint8_t { email = 0, id = 1, name = 2 };

/// The types' names in JSON, in the documented order.
template <>
inline constexpr auto enumerators<author_type> = std::to_array<enumerator<author_type>>({
    {author_type::email, "email"},
    {author_type::id, "id"},
    {author_type::name, "name"},
});

/// Who made the change.
/// @tparam Text `std::string`, or `std::string_view` for text that lives elsewhere
template <class Text>
struct basic_author {
    /// An e-mail address, an identifier or a name: 1 to 100 code points after trimming.
    Text id{};
    /// Which of the three `id` is.
    author_type type = author_type::email;

    friend bool operator==(const basic_author&, const basic_author&) = default;
};

/// One change of a flag's definition: an item of a payload, and also the audit row that Sentry
/// makes of it.
/// @tparam Text `std::string`, or `std::string_view` for text that lives elsewhere
template <class Text>
struct basic_change {
    /// What happened.
    change_action action = change_action::created;
    /// The idempotency token; see `change_id`.
    change_id id{};
    /// When it happened.
    timestamp created_at{};
    /// Who did it.
    basic_author<Text> created_by{};
    /// The flag's name: 1 to 256 code points after trimming.
    Text flag{};

    friend bool operator==(const basic_change&, const basic_change&) = default;
};

/// An author that owns its text.
using author = basic_author<std::string>;

/// A change that owns its text.
using change = basic_change<std::string>;

/// A change whose text lives elsewhere.
using borrowed_change = basic_change<std::string_view>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
