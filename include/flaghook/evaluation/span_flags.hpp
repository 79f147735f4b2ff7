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

/// How many flags a span carries.
///
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/client/integrations/feature-flags/
inline constexpr std::size_t max_flags_per_span = 10;

/// What the attributes' names begin with.
///
/// @par Source
/// https://getsentry.github.io/sentry-conventions/generated/attributes/flag.html
inline constexpr std::string_view span_flag_prefix = "flag.evaluation.";

/// The name of the attribute that carries a flag: `flag.evaluation.checkout`.
[[nodiscard]] inline std::string span_attribute_name(std::string_view flag) {
    std::string result(span_flag_prefix);
    result += flag;
    return result;
}

/// The first flags that were evaluated within a span, each once, in the order of their first
/// evaluation.
///
/// Other than in the buffer for error events, a flag that is known is updated in its place, and
/// once the span is full, flags that are not known are dropped. A span begins with none: it does
/// not inherit its parent's.
/// @tparam Capacity the most flags that are kept
///
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/client/integrations/feature-flags/ and
/// https://github.com/getsentry/sentry-javascript/blob/develop/packages/core/src/utils/featureFlags.ts
///
/// @par Example
/// @code
/// flaghook::span_flags flags;
/// flags.record("checkout", true);
/// for (const flaghook::flag_evaluation& one : flags.evaluations()) {
///     span.set_attribute(flaghook::span_attribute_name(one.flag), one.result);
/// }
/// @endcode
template <std::size_t Capacity>
class basic_span_flags {
    static_assert(Capacity >= 1, "flaghook: a span keeps at least one flag");

public:
    /// Records that a flag was evaluated within the span.
    /// @param result a `bool` and nothing that converts to one; see `basic_flag_buffer::record`
    /// @return nothing; for a name that is not UTF-8 the issue `invalid_utf8`, and nothing is
    /// recorded or counted
    /// @par Complexity
    /// At most `Capacity` comparisons of names.
    std::optional<issue> record(std::string_view flag, std::same_as<bool> auto result) {
        for (flag_evaluation& known : std::span(evaluations_).first(size_)) {
            if (known.flag == flag) {
                known.result = result;
                return std::nullopt;
            }
        }
        if (!server::detail::is_utf8(flag)) {
            return issue(field_location{}, issue_code::invalid_utf8);
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

    /// The evaluations, in the order of each flag's first one. Valid until the next is recorded.
    [[nodiscard]] std::span<const flag_evaluation> evaluations() const noexcept {
        return std::span(evaluations_).first(size_);
    }

    /// How many evaluations were dropped because the span was full, those of one flag each time.
    [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_; }

    /// How many flags there may be.
    [[nodiscard]] static constexpr std::size_t capacity() noexcept { return Capacity; }

private:
    std::array<flag_evaluation, Capacity> evaluations_{};
    std::size_t size_ = 0;
    std::uint64_t dropped_ = 0;
};

/// The flags that a span carries.
using span_flags = basic_span_flags<max_flags_per_span>;

/// The flags as a JSON object of attributes: `{"flag.evaluation.checkout":true}`. Linear.
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
