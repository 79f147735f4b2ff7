/// @file
/// Parsing of payloads, with the server's verdict.
#ifndef FLAGHOOK_JSON_PARSE_HPP
#define FLAGHOOK_JSON_PARSE_HPP

#include <flaghook/blueprint/latest.hpp>
#include <flaghook/json/deviation.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/json/reader.hpp>
#include <flaghook/json/refusal.hpp>
#include <flaghook/model/deduplicate.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

namespace json::detail {

/// Whether a member, or a member inside it, is a `std::string_view`.
template <class Rule, class Member>
inline constexpr bool rule_borrows =
    std::is_same_v<blueprint::plain_member_t<Member>, std::string_view>;
template <class Owner, class... Fields, class Member>
inline constexpr bool rule_borrows<blueprint::object_declaration<Owner, Fields...>, Member> =
    (rule_borrows<typename Fields::rule_type, typename Fields::member_type> || ...);
template <class Item, class Member>
inline constexpr bool rule_borrows<blueprint::list<Item>, Member> =
    rule_borrows<Item, typename blueprint::plain_member_t<Member>::value_type>;

/// A base class that can be copied and moved.
template <bool HasViews>
struct copied_unless_views {};
/// A base class for results with views into memory of their parser: neither copied nor moved.
template <>
struct copied_unless_views<true> {
    copied_unless_views() = default;
    copied_unless_views(const copied_unless_views&) = delete;
    copied_unless_views& operator=(const copied_unless_views&) = delete;
    ~copied_unless_views() = default;
};

} // namespace json::detail

/// Whether the texts of a version's payload are views (`std::string_view`).
///
/// A view refers to the body. If the text has escapes or is converted from a number, the view
/// refers to memory of the parser.
/// @tparam Document a protocol version, or another type that declares fields
/// @see `blueprint::latest_borrowed`
template <blueprint::document Document>
inline constexpr bool borrows_text =
    json::detail::rule_borrows<std::remove_cvref_t<decltype(Document::payload)>,
                               typename Document::payload_type>;

/// A type of body from which payloads of a version can be parsed.
///
/// The body must be convertible to `std::string_view`. If the payload's texts are views, the body
/// must outlive the result, so a temporary that owns its text, such as a `std::string`, is
/// rejected.
/// @tparam Body the type of the argument, with its reference
/// @tparam Version the protocol version
template <class Body, class Version>
concept body_for = std::is_convertible_v<Body, std::string_view> &&
    (!borrows_text<Version> || std::is_lvalue_reference_v<Body> ||
     std::is_trivially_destructible_v<std::remove_cvref_t<Body>>);

/// Options of a `parser`.
/// @par Example
/// @snippet parsing.cpp parser
struct parse_options {
    /// Resource limits for each body.
    parse_limits limits{};
    /// Whether to report the differences between a body and Sentry's documentation.
    bool deviations = false;
};

/// The result of a `parser`: a payload, or a refusal, and the deviations.
///
/// It is used like a `result`, but dereferencing it is always safe. A moved-from object has no
/// value, and its refusal is unspecified. With views (`borrows_text`), it can be neither copied nor
/// moved.
/// @tparam Version the protocol version of the payload
/// @par Example
/// @snippet parsing.cpp parser
template <blueprint::version Version>
class parsed : json::detail::copied_unless_views<borrows_text<Version>> {
public:
    /// The type of the payload.
    using payload_type = typename Version::payload_type;

    /// Checks whether the server accepts the body.
    [[nodiscard]] bool has_value() const noexcept { return is_accepted_.get(); }
    /// Checks whether the server accepts the body.
    [[nodiscard]] explicit operator bool() const noexcept { return is_accepted_.get(); }

    /// Returns the payload; a payload without changes if the body is refused.
    [[nodiscard]] const payload_type& operator*() const noexcept {
        return has_value() ? payload_ : nothing_;
    }
    /// Accesses a member of the payload; of a payload without changes if the body is refused.
    [[nodiscard]] const payload_type* operator->() const noexcept { return &**this; }

    /// Returns the refusal; without issues if the body is accepted.
    [[nodiscard]] const refusal& error() const noexcept { return refusal_; }

    /// Returns the differences between the body and Sentry's documentation, in the order of the
    /// documented fields.
    /// @return empty unless `parse_options::deviations` is set. A refused body may have deviations,
    /// too, but the list is then incomplete.
    [[nodiscard]] const std::vector<deviation>& deviations() const noexcept { return deviations_; }

private:
    template <blueprint::version>
    friend class parser;
    template <blueprint::version>
    friend class basic_reply;
    template <blueprint::version>
    friend class basic_answerer;

    parsed() = default;

    json::detail::taken_by_move<bool> is_accepted_{};
    // Of a refused body it holds parts, and memory for the next body.
    payload_type payload_{};
    payload_type nothing_{};
    refusal refusal_{};
    std::vector<deviation> deviations_{};
};

/// A parser that keeps its memory from body to body.
///
/// A body similar to earlier ones needs no allocation. The parser can also report deviations. For a
/// single body, the function `parse` is simpler.
///
/// With `blueprint::latest_borrowed`, the payload's texts are views. They refer to the body, which
/// the caller must keep alive. Texts with escapes, and texts converted from numbers, refer to
/// memory of the parser.
///
/// A parser can be neither copied nor moved, because its results refer to it. Only one thread at a
/// time may use it.
/// @tparam Version the protocol version to parse
///
/// @par Example
/// @snippet parsing.cpp parser
/// @see `parse`, `borrows_text`
template <blueprint::version Version = blueprint::latest>
class parser {
public:
    /// The type of the payload.
    using payload_type = typename Version::payload_type;

    /// Creates a parser.
    /// @param options resource limits for each body, and whether to report deviations
    explicit parser(const parse_options& options = {}) noexcept
        : reader_(options.limits), wants_deviations_(options.deviations) {}

    parser(const parser&) = delete;
    parser& operator=(const parser&) = delete;
    ~parser() = default;

    /// Parses a body, with the server's verdict.
    ///
    /// The accepted bodies are described at the function `parse`.
    /// @param body any bytes. With views, the body must outlive the result.
    /// @return the payload or the refusal, and the deviations; valid until the next call
    /// @throws std::bad_alloc only; the parser can be used again afterwards
    /// @par Complexity
    /// Linear in the size of the body, in time and memory. Sorting n issues or n deviations, or the
    /// n keys of an object that an issue echoes, takes O(n log n) comparisons.
    template <body_for<Version> Body>
    [[nodiscard]] const parsed<Version>& parse(Body&& body) {
        parse_into(parsed_, std::string_view(body));
        return parsed_;
    }

private:
    template <blueprint::version>
    friend class basic_answerer;

    void parse_into(parsed<Version>& out, std::string_view body) {
        out.is_accepted_ = false;
        const bool good = reader_.read(body, out.payload_, out.refusal_,
                                       wants_deviations_ ? &out.deviations_ : nullptr);
        if (good && wants_deviations_) {
            add_deviations_of_the_whole(out.payload_, out.deviations_);
        }
        out.is_accepted_ = good;
    }

    /// Adds the deviations that depend on the payload as a whole.
    void add_deviations_of_the_whole(const payload_type& whole,
                                     std::vector<deviation>& deviations) {
        constexpr const auto& table = blueprint::nodes<Version>;
        const auto add = [&](std::size_t node, std::size_t item, deviation_code code,
                             std::string detail = {}) {
            deviations.emplace_back(field_location{table.data(), node, item}, code,
                                    std::move(detail));
        };
        if (reader_.cut() != 0) {
            add(0, 0, deviation_code::cut_character, std::to_string(reader_.cut()));
        }
        constexpr std::size_t version_node = blueprint::find_node<Version>("meta.version");
        if (whole.meta.version < 1 || whole.meta.version > Version::number) {
            add(version_node, 0, deviation_code::unknown_version,
                std::to_string(whole.meta.version));
        }
        constexpr std::size_t data_node = blueprint::find_node<Version>("data");
        if (whole.data.empty()) {
            add(data_node, 0, deviation_code::no_changes);
        }
        constexpr std::size_t id_node = blueprint::find_node<Version>("data..change_id");
        for (const std::size_t index : repeated_ids_.find(std::span(whole.data))) {
            add(id_node, index, deviation_code::repeated_change_id);
        }
        std::stable_sort(deviations.begin(), deviations.end(),
                         [](const deviation& left, const deviation& right) {
                             return left.location() < right.location();
                         });
    }

    json::detail::reader<Version> reader_;
    bool wants_deviations_;
    repeated_ids repeated_ids_;
    parsed<Version> parsed_;
};

/// A payload, or the refusal of the body. A refused body never gives a part of a payload.
/// @tparam Version the protocol version of the payload
template <blueprint::version Version = blueprint::latest>
using parse_result = result<typename Version::payload_type>;

/// Parses a body, with the server's verdict.
///
/// The body is accepted if and only if Sentry accepts it, with two exceptions: ids outside the
/// range of `change_id` are refused, and so are bodies that exceed a limit. All invalid fields are
/// reported, not only the first one.
///
/// @par Grammar
/// The body is JSON in UTF-8. The rules that are not listed here are those of RFC 8259.
/// @code{.unparsed}
/// body     = "" / JSON-text                      ; an empty body counts as {}
/// object   = "{" [ member *( "," member ) ] "}"  ; repeated names: the last member counts
/// member   = string ":" value                    ; unknown names are ignored
/// number   = [ "-" ] int [ frac ] [ exp ]        ; without frac and exp, at most 4300 digits
/// escape   = "\" ( %x22 / "\" / "/" / "b" / "f" / "n" / "r" / "t" / "u" 4HEXDIG )
///                                                ; D800 to DFFF may be unpaired
/// @endcode
/// A byte-order mark is refused. A character that the end of the body cuts off is ignored. The
/// values that a field accepts are described at its rule, for instance `blueprint::integer`.
/// @tparam Version the protocol version to parse
/// @param body any bytes
/// @param limits resource limits
/// @return the payload or the refusal
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `body.size()`, in time and memory. Sorting n issues, or the n keys of an object that
/// an issue echoes, takes O(n log n) comparisons.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc8259, `JSONParser` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/parsers.py and
/// https://docs.python.org/3.13/library/json.html
/// @par Example
/// @snippet parsing.cpp parse
/// @see `parser`, which keeps its memory and reports deviations
template <blueprint::version Version = blueprint::latest>
    requires(!borrows_text<Version>)
[[nodiscard]] parse_result<Version> parse(std::string_view body, const parse_limits& limits = {}) {
    json::detail::reader<Version> reader(limits);
    typename Version::payload_type whole;
    refusal why;
    if (reader.read(body, whole, why, nullptr)) {
        return whole;
    }
    return why;
}

/// Rejects a type that is not a protocol version, with a compile-time error that states the reason.
template <class Version>
    requires(!blueprint::version<Version>)
auto parse(std::string_view body, const parse_limits& limits = {}) {
    static_assert(blueprint::detail::check_version<Version>());
    return parse<blueprint::latest>(body, limits);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
