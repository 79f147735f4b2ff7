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

/// What a flag was evaluated to.
/// @tparam Text `std::string`, or `std::string_view` for a name that lives elsewhere
template <class Text>
struct basic_flag_evaluation {
    /// The flag's name: valid UTF-8 of any length, taken as it is; `A` and `a ` are other flags
    /// than `a`.
    Text flag{};
    /// The result. Sentry shows booleans only; see `variant.hpp` for flags with more results.
    bool result = false;

    friend bool operator==(const basic_flag_evaluation&, const basic_flag_evaluation&) = default;
};

/// An evaluation that owns its flag's name.
using flag_evaluation = basic_flag_evaluation<std::string>;

namespace detail {

/// The issue of a name that is not UTF-8, which no event can carry; none for other names. Linear.
/// @param position where in the context's list the evaluation would stand
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
