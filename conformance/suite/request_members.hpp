/// @file
/// Reads the members of a request, by type.
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

/// Each of these functions throws `refusal` if the member is missing or has another type.

/// Returns a text, valid as long as the object.
[[nodiscard]] std::string_view text_member(const boost::json::object& object,
                                           std::string_view name);

/// Returns a text, valid as long as the object; nothing for null.
[[nodiscard]] std::optional<std::string_view> text_or_null_member(const boost::json::object& object,
                                                                  std::string_view name);

/// Returns the bytes of a base64 text.
[[nodiscard]] std::string bytes_member(const boost::json::object& object, std::string_view name);

/// Returns a 64-bit integer.
[[nodiscard]] std::int64_t integer_member(const boost::json::object& object, std::string_view name);

/// Returns a list.
[[nodiscard]] const boost::json::array& list_member(const boost::json::object& object,
                                                    std::string_view name);

/// Returns a boolean; `false` if the member is missing.
[[nodiscard]] bool flag_member(const boost::json::object& object, std::string_view name);

} // namespace flaghook::suite

#endif
