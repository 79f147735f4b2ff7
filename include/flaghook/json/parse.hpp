/// @file
/// Bytes to a payload, as the server decides.
#ifndef FLAGHOOK_JSON_PARSE_HPP
#define FLAGHOOK_JSON_PARSE_HPP

#include <flaghook/blueprint/latest.hpp>
#include <flaghook/json/deviation.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/json/reader.hpp>
#include <flaghook/json/rejection.hpp>
#include <flaghook/model/deduplicate.hpp>
#include <flaghook/version.hpp>

#include <boost/system/result.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

namespace json::detail {

/// Whether what a rule fills, or what is inside of it, is a view for text.
template <class Rule, class Member>
inline constexpr bool rule_borrows =
    std::is_same_v<blueprint::plain_member_t<Member>, std::string_view>;
template <class Owner, class... Fields, class Member>
inline constexpr bool rule_borrows<blueprint::object_declaration<Owner, Fields...>, Member> =
    (rule_borrows<typename Fields::rule_type, typename Fields::member_type> || ...);
template <class Item, class Member>
inline constexpr bool rule_borrows<blueprint::list<Item>, Member> =
    rule_borrows<Item, typename blueprint::plain_member_t<Member>::value_type>;

} // namespace json::detail

/// Whether the payload of a version has views for text: into the body, which the caller keeps, or,
/// for a text with escapes, into memory of the `parser`.
template <blueprint::document Document>
inline constexpr bool borrows_text =
    json::detail::rule_borrows<std::remove_cvref_t<decltype(Document::payload)>,
                               typename Document::payload_type>;

/// Parses bodies of one protocol version, one after the other, and keeps its memory between them:
/// with a payload that is kept, too, a body like the ones before costs no allocation.
///
/// Not to be shared between threads; use `parse` for a single body.
///
/// With `blueprint::latest_borrowed` the payload's texts are views: into the body, which the caller
/// has to keep, or, for a text that had escapes or was a number, into memory of the parser, until
/// its next call or its end.
/// @tparam Version what declares the fields; see `blueprint/v1.hpp`
template <blueprint::version Version = blueprint::latest>
class parser {
public:
    /// The model that bodies are read into.
    using payload_type = typename Version::payload_type;

    /// @param limits what a body may cost; more than that is refused
    explicit parser(const parse_limits& limits = {}) noexcept : reader_(limits) {}

    /// Reads a body into `out`, deciding exactly as the server does.
    /// @param body any bytes; an empty body counts as `{}`
    /// @param out receives the payload when the body is accepted; otherwise it is left valid,
    /// without meaning
    /// @param deviations if given, receives where the body departs from the documentation
    /// @return whether the server accepts the body; if not, `rejected()` says why
    /// @par Complexity
    /// Linear in the body, in time and memory.
    [[nodiscard]] bool parse(std::string_view body, payload_type& out,
                             std::vector<deviation>* deviations = nullptr) {
        const bool good = reader_.read(body, out, deviations);
        if (good && deviations != nullptr) {
            find_deviations(out, *deviations);
        }
        return good;
    }

    /// A payload of views cannot be read from a body that ends with the call.
    template <std::same_as<std::string> Body>
    [[nodiscard]] bool parse(Body&& body, payload_type& out,
                             std::vector<deviation>* deviations = nullptr) {
        static_assert(!borrows_text<Version>,
                      "flaghook: the payload would have views into a temporary body; keep the body "
                      "in a variable, or parse into a payload that owns its text");
        return parse(std::string_view(body), out, deviations);
    }

    /// Why the last body was refused.
    [[nodiscard]] const rejection& rejected() const& noexcept { return reader_.rejected(); }
    /// Why the last body was refused.
    [[nodiscard]] rejection rejected() && noexcept { return std::move(reader_).rejected(); }

private:
    /// Adds the deviations that concern the payload as a whole.
    void find_deviations(const payload_type& parsed, std::vector<deviation>& deviations) {
        constexpr const auto& table = blueprint::nodes<Version>;
        const auto add = [&](std::size_t node, std::size_t item, deviation_code code,
                             std::string detail = {}) {
            deviations.emplace_back(location{table.data(), node, item}, code, std::move(detail));
        };
        if (reader_.cut() != 0) {
            add(0, 0, deviation_code::cut_character, std::to_string(reader_.cut()));
        }
        constexpr std::size_t version_node = blueprint::find_node<Version>("meta.version");
        if (parsed.meta.version < 1 || parsed.meta.version > Version::number) {
            add(version_node, 0, deviation_code::unknown_version,
                std::to_string(parsed.meta.version));
        }
        constexpr std::size_t data_node = blueprint::find_node<Version>("data");
        if (parsed.data.empty()) {
            add(data_node, 0, deviation_code::no_changes);
        }
        constexpr std::size_t id_node = blueprint::find_node<Version>("data..change_id");
        for (const std::size_t index : repeated_ids_.find(std::span(parsed.data))) {
            add(id_node, index, deviation_code::repeated_change_id);
        }
        std::stable_sort(deviations.begin(), deviations.end(),
                         [](const deviation& left, const deviation& right) {
                             return left.location() < right.location();
                         });
    }

    json::reader<Version> reader_;
    repeated_ids repeated_ids_;
};

/// A payload, or why the server would refuse the body: never a part of a payload.
template <blueprint::version Version = blueprint::latest>
using parse_result = boost::system::result<typename Version::payload_type, rejection>;

/// Parses one body, deciding exactly as the server does.
///
/// No bytes make this function throw anything but `std::bad_alloc`.
/// @tparam Version what declares the fields; see `blueprint/v1.hpp`
/// @param body any bytes; an empty body counts as `{}`
/// @param deviations if given, receives where the body departs from the documentation
///
/// @par Example
/// @code
/// if (const auto payload = flaghook::parse(body)) {
///     for (const flaghook::change& change : payload->data) { ... }
/// } else {
///     for (const flaghook::issue& issue : payload.error().issues) {
///         log(issue.path(), issue.message());
///     }
/// }
/// @endcode
template <blueprint::version Version = blueprint::latest>
[[nodiscard]] parse_result<Version> parse(std::string_view body, const parse_limits& limits = {},
                                          std::vector<deviation>* deviations = nullptr) {
    static_assert(!borrows_text<Version>,
                  "flaghook: a payload of views needs a flaghook::parser that is kept as long");
    parser<Version> reader(limits);
    typename Version::payload_type result;
    if (reader.parse(body, result, deviations)) {
        return result;
    }
    return std::move(reader).rejected();
}

/// Refuses a type that is no protocol version, and says why it is none.
template <class Version>
    requires(!blueprint::version<Version>)
auto parse(std::string_view body, const parse_limits& limits = {},
           std::vector<deviation>* deviations = nullptr) {
    static_assert(blueprint::detail::check_version<Version>());
    return parse<blueprint::latest>(body, limits, deviations);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
