/// @file
/// The members of a request, each with a type of its own.
#ifndef FLAGHOOK_SUITE_REQUEST_MEMBERS_HPP
#define FLAGHOOK_SUITE_REQUEST_MEMBERS_HPP

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace flaghook::suite {

/// Each of these throws `refusal` when the member is missing or of another type.

/// A text. Valid as long as the object.
[[nodiscard]] std::string_view text_member(const boost::json::object& object,
                                           std::string_view name);

/// A text, or nothing for null. Valid as long as the object.
[[nodiscard]] std::optional<std::string_view> text_or_null_member(const boost::json::object& object,
                                                                  std::string_view name);

/// The bytes of a text in base64.
[[nodiscard]] std::string bytes_member(const boost::json::object& object, std::string_view name);

/// An integer of 64 bits.
[[nodiscard]] std::int64_t integer_member(const boost::json::object& object, std::string_view name);

/// A list.
[[nodiscard]] const boost::json::array& list_member(const boost::json::object& object,
                                                    std::string_view name);

/// A boolean; `false` when it is missing.
[[nodiscard]] bool flag_member(const boost::json::object& object, std::string_view name);

} // namespace flaghook::suite

#endif
