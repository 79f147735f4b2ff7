/// @file
/// The flags that were evaluated within a span.
#ifndef FLAGHOOK_EVALUATION_SPAN_FLAGS_HPP
#define FLAGHOOK_EVALUATION_SPAN_FLAGS_HPP

#include <flaghook/evaluation/flag_evaluation.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/write_text.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

/// The maximum number of flags on a span.
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/client/integrations/feature-flags/
inline constexpr std::size_t max_flags_per_span = 10;

/// The prefix of the attributes' names.
/// @par Source
/// https://getsentry.github.io/sentry-conventions/generated/attributes/flag.html
inline constexpr std::string_view span_flag_prefix = "flag.evaluation.";

/// Returns the name of a flag's attribute on a span, such as `flag.evaluation.checkout`.
/// @param flag the flag's name
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `flag.size()`.
[[nodiscard]] inline std::string span_attribute_name(std::string_view flag) {
    std::string result(span_flag_prefix);
    result += flag;
    return result;
}

/// The first flags that were evaluated within a span: each flag once, in the order of the first
/// evaluations.
///
/// It differs from `basic_flag_buffer`: if a flag is evaluated again, it keeps its position and
/// gets the new result. A full span drops other flags. A span begins without flags, and does not
/// inherit those of its parent.
///
/// Threads: only one thread at a time may use it.
/// @tparam Capacity the maximum number of flags, at least 1
///
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/client/integrations/feature-flags/ and
/// https://github.com/getsentry/sentry-javascript/blob/develop/packages/core/src/utils/featureFlags.ts
///
/// @par Example
/// @snippet evaluation.cpp span
template <std::size_t Capacity>
class basic_span_flags {
    static_assert(Capacity >= 1, "flaghook: a span must keep at least one flag");

public:
    /// Records the evaluation of a flag within the span.
    /// @param flag the flag's name
    /// @param result the result; only a `bool`, as in `basic_flag_buffer::record`
    /// @return `std::nullopt`, also if the evaluation was dropped; or the issue `invalid_utf8`, and
    /// nothing is recorded or counted, if the name is not UTF-8
    /// @throws std::bad_alloc only; nothing is then recorded
    /// @par Complexity
    /// At most `Capacity` comparisons of names.
    ///
    /// @par Example
    /// @snippet evaluation.cpp record
    std::optional<issue> record(std::string_view flag, std::same_as<bool> auto result) {
        for (flag_evaluation& known : std::span(evaluations_).first(size_)) {
            if (known.flag == flag) {
                known.result = result;
                return std::nullopt;
            }
        }
        if (!server::detail::is_utf8(flag)) {
            return issue("flag", issue_code::invalid_utf8);
        }
        if (size_ == Capacity) {
            ++dropped_;
            return std::nullopt;
        }
        evaluations_[size_].flag.assign(flag);
        evaluations_[size_].result = result;
        ++size_;
        return std::nullopt;
    }

    /// Returns the evaluations, in the order of each flag's first one.
    /// @return a view, valid until the next `record`
    [[nodiscard]] std::span<const flag_evaluation> evaluations() const noexcept {
        return std::span(evaluations_).first(size_);
    }

    /// Returns how many evaluations were dropped because the span was full. Several evaluations of
    /// one flag count several times.
    [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_; }

    /// Returns the maximum number of flags.
    [[nodiscard]] static constexpr std::size_t capacity() noexcept { return Capacity; }

private:
    std::array<flag_evaluation, Capacity> evaluations_{};
    std::size_t size_ = 0;
    std::uint64_t dropped_ = 0;
};

/// The flags of a span.
using span_flags = basic_span_flags<max_flags_per_span>;

/// Writes the flags as a JSON object of attributes: `{"flag.evaluation.checkout":true}`.
/// @tparam Capacity the capacity of `flags`
/// @param flags the flags of the span
/// @return a JSON object in UTF-8; `{}` if there are no flags
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the names.
template <std::size_t Capacity>
[[nodiscard]] std::string serialize_span_attributes(const basic_span_flags<Capacity>& flags) {
    std::string result;
    for (const flag_evaluation& one : flags.evaluations()) {
        result += result.empty() ? '{' : ',';
        json::detail::append_string(result, span_attribute_name(one.flag));
        result += one.result ? ":true" : ":false";
    }
    result += result.empty() ? "{}" : "}";
    return result;
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
