/// @file
/// Protocol version 1.
#ifndef FLAGHOOK_BLUEPRINT_V1_HPP
#define FLAGHOOK_BLUEPRINT_V1_HPP

#include <flaghook/blueprint/choice.hpp>
#include <flaghook/blueprint/date_time.hpp>
#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/integer.hpp>
#include <flaghook/blueprint/text.hpp>
#include <flaghook/model/payload.hpp>
#include <flaghook/version.hpp>

#include <string>

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// The option that has the name which the model gives a value.
template <class Value>
[[nodiscard]] consteval option<Value> option_of(Value value) noexcept {
    return {to_string(value), value};
}

/// Protocol version 1, the only one published so far.
///
/// Names, types and order are the blueprint's; limits and choices are the server's. Servers before
/// 2025 took 100 code points of `flag` instead of 256.
/// @tparam Text how the model holds text
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md and
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/providers.py
template <class Text>
struct basic_v1 {
    /// The version, as `meta.version` has it.
    static constexpr int number = 1;

    /// The model of `created_by`.
    using author_type = basic_author<Text>;
    /// The model of an item of `data`.
    using change_type = basic_change<Text>;
    /// The model of a body.
    using payload_type = basic_payload<Text>;

    /// The fields of `created_by`.
    static constexpr auto author = object(
        field("id", &author_type::id, text{.max_length = 100}),
        field("type", &author_type::type,
              one_of(option_of(flaghook::author_type::email), option_of(flaghook::author_type::id),
                     option_of(flaghook::author_type::name))));

    /// The fields of an item of `data`.
    static constexpr auto change =
        object(field("action", &change_type::action,
                     one_of(option_of(flaghook::change_action::created),
                            option_of(flaghook::change_action::updated),
                            option_of(flaghook::change_action::deleted))),
               field("change_id", &change_type::id, integer{}),
               field("created_at", &change_type::created_at, date_time{}),
               field("created_by", &change_type::created_by, author),
               field("flag", &change_type::flag, text{.max_length = 256}));

    /// The fields of `meta`.
    static constexpr auto meta =
        object(field("version", &flaghook::payload_meta::version, integer{}));

    /// The fields of a body.
    static constexpr auto payload = object(field("data", &payload_type::data, list_of(change)),
                                           field("meta", &payload_type::meta, meta));
};

/// Protocol version 1 with text that the payload owns.
using v1 = basic_v1<std::string>;

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif
