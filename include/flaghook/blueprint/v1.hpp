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

/// Makes the option of a choice for an enumerator, with the name that `to_string` returns.
/// @param value the enumerator
/// @return the option
template <class Value>
[[nodiscard]] consteval option<Value> option_of(Value value) noexcept {
    return {to_string(value), value};
}

/// The declaration of protocol version 1, the only published version.
///
/// A body of this version looks like this:
/// @code{.json}
/// {"data": [{"action": "created", "change_id": 93899375123,
///            "created_at": "2024-12-12T00:02:00+00:00",
///            "created_by": {"id": "first.last@company.com", "type": "email"},
///            "flag": "hello.world"}],
///  "meta": {"version": 1}}
/// @endcode
///
/// The names, types and order of the fields are those of Sentry's documentation. The limits and the
/// choices are those of its server. Before 2025, the limit of `flag` was 100 code points, not 256.
/// @tparam Text the type of texts in the model: `std::string` or `std::string_view`
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md and
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/providers.py
template <class Text>
struct basic_v1 {
    /// The number of the version, which `meta.version` contains.
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

/// Protocol version 1 with texts that the payload owns.
using v1 = basic_v1<std::string>;

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif
