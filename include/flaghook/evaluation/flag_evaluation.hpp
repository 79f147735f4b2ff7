/// @file
/// One evaluation of a flag, and how evaluations stand in an event.
#ifndef FLAGHOOK_EVALUATION_FLAG_EVALUATION_HPP
#define FLAGHOOK_EVALUATION_FLAG_EVALUATION_HPP

#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// The context `flags` of an event.
/// @tparam Text how the names are held
template <class Text>
struct basic_flag_context {
    /// The evaluations, oldest first.
    std::vector<basic_flag_evaluation<Text>> values{};
};

/// As much of an event's `contexts` as concerns flags.
/// @tparam Text how the names are held
template <class Text>
struct basic_flag_contexts {
    /// The context `flags`.
    basic_flag_context<Text> flags{};
};

/// The declaration of `{"flags":{"values":[{"flag":...,"result":...}]}}`.
///
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/transport/event-payloads/contexts/#feature-flag-context
template <class Text>
struct flag_contexts_document {
    using payload_type = basic_flag_contexts<Text>;
    using context_type = basic_flag_context<Text>;
    using evaluation_type = basic_flag_evaluation<Text>;

    /// One evaluation.
    static constexpr auto evaluation = blueprint::object(
        blueprint::field("flag", &evaluation_type::flag, blueprint::any_text{}),
        blueprint::field("result", &evaluation_type::result, blueprint::boolean{}));

    /// The context `flags`.
    static constexpr auto context = blueprint::object(
        blueprint::field("values", &context_type::values, blueprint::list_of(evaluation)));

    /// The contexts of an event, of which only `flags` is declared.
    static constexpr auto payload =
        blueprint::object(blueprint::field("flags", &payload_type::flags, context));
};

namespace detail {

/// The issue of a name that is not UTF-8, which no event can carry; none for other names. Linear.
/// @param position where in the context's list the evaluation would stand
[[nodiscard]] inline std::optional<issue> check_flag_name(std::string_view flag,
                                                          std::size_t position) {
    using document = flag_contexts_document<std::string>;
    if (server::is_utf8(flag)) {
        return std::nullopt;
    }
    constexpr std::size_t name = blueprint::find_node<document>("flags.values..flag");
    return issue(location{blueprint::nodes<document>.data(), name, position},
                 issue_code::invalid_utf8);
}

} // namespace detail

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
