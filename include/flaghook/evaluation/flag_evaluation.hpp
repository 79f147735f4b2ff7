/// @file
/// One evaluation of a flag.
#ifndef FLAGHOOK_EVALUATION_FLAG_EVALUATION_HPP
#define FLAGHOOK_EVALUATION_FLAG_EVALUATION_HPP

#include <flaghook/json/issue.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

/// The evaluation of a flag: its name and its result.
/// @tparam Text `std::string`, or `std::string_view` for a name that is stored elsewhere
///
/// @par Example
/// @snippet evaluation.cpp span
template <class Text>
struct basic_flag_evaluation {
    /// The flag's name: UTF-8 of any length. It is neither trimmed nor case-folded: `a`, `A` and `a
    /// ` are three flags.
    Text flag{};
    /// The result. Sentry shows only booleans; for flags with other results, see `record_variant`.
    bool result = false;

    /// Compares name and result.
    friend bool operator==(const basic_flag_evaluation&, const basic_flag_evaluation&) = default;
};

/// An evaluation that owns the flag's name.
using flag_evaluation = basic_flag_evaluation<std::string>;

namespace detail {

/// Returns an issue if the name is not UTF-8. An event cannot contain such a name.
/// @param position the index that the evaluation would have in the context's list
[[nodiscard]] inline std::optional<issue> check_flag_name(std::string_view flag,
                                                          std::size_t position) {
    if (server::detail::is_utf8(flag)) {
        return std::nullopt;
    }
    return issue("flags.values[" + std::to_string(position) + "].flag", issue_code::invalid_utf8);
}

} // namespace detail

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
