/// @file
/// One change of a flag's definition.
#ifndef FLAGHOOK_MODEL_CHANGE_HPP
#define FLAGHOOK_MODEL_CHANGE_HPP

#include <flaghook/model/change_id.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/version.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

/// What happened to the flag. The values are those that Sentry stores.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/models.py
enum class action : std::uint8_t { created = 0, deleted = 1, updated = 2 };

/// The action's name in JSON; empty for a value that has none.
[[nodiscard]] constexpr std::string_view to_string(action of) noexcept {
    switch (of) {
    case action::created:
        return "created";
    case action::updated:
        return "updated";
    case action::deleted:
        return "deleted";
    }
    return {};
}

/// The action that has this name in JSON, if there is one.
[[nodiscard]] constexpr std::optional<action> action_from(std::string_view name) noexcept {
    for (const action one : {action::created, action::updated, action::deleted}) {
        if (to_string(one) == name) {
            return one;
        }
    }
    return std::nullopt;
}

/// What kind of text names the author. The values are those that Sentry stores.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/models.py
enum class author_type : std::uint8_t { email = 0, id = 1, name = 2 };

/// The type's name in JSON; empty for a value that has none.
[[nodiscard]] constexpr std::string_view to_string(author_type of) noexcept {
    switch (of) {
    case author_type::email:
        return "email";
    case author_type::id:
        return "id";
    case author_type::name:
        return "name";
    }
    return {};
}

/// The type that has this name in JSON, if there is one.
[[nodiscard]] constexpr std::optional<author_type>
author_type_from(std::string_view name) noexcept {
    for (const author_type one : {author_type::email, author_type::id, author_type::name}) {
        if (to_string(one) == name) {
            return one;
        }
    }
    return std::nullopt;
}

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
    flaghook::action action = flaghook::action::created;
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
