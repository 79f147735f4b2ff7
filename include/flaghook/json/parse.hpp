/// @file
/// Bytes to a payload, as the server decides.
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

/// A value that a move takes away: what was moved from has the default again, which grants nothing.
template <class Value>
class taken_by_move {
public:
    taken_by_move() = default;
    explicit taken_by_move(Value value) noexcept : value_(value) {}
    taken_by_move(const taken_by_move&) = default;
    taken_by_move& operator=(const taken_by_move&) = default;
    taken_by_move(taken_by_move&& other) noexcept : value_(std::exchange(other.value_, Value{})) {}
    taken_by_move& operator=(taken_by_move&& other) noexcept {
        value_ = std::exchange(other.value_, Value{});
        return *this;
    }
    ~taken_by_move() = default;

    taken_by_move& operator=(Value value) noexcept {
        value_ = value;
        return *this;
    }
    [[nodiscard]] Value get() const noexcept { return value_; }

private:
    Value value_{};
};

/// A base of what can be copied and moved.
template <bool HasViews>
struct copied_unless_views {};
/// A base of what has views into memory of its maker, and so stays where it is.
template <>
struct copied_unless_views<true> {
    copied_unless_views() = default;
    copied_unless_views(const copied_unless_views&) = delete;
    copied_unless_views& operator=(const copied_unless_views&) = delete;
    ~copied_unless_views() = default;
};

} // namespace json::detail

/// Whether the payload of a version has views for text: into the body, which the caller keeps, or,
/// for a text with escapes, into memory of what parsed it.
template <blueprint::document Document>
inline constexpr bool borrows_text =
    json::detail::rule_borrows<std::remove_cvref_t<decltype(Document::payload)>,
                               typename Document::payload_type>;

/// A body that payloads of a version can be read from: any text for payloads that own theirs. For
/// payloads of views the body has to outlive the call, so a temporary that owns its text, such as a
/// `std::string`, is none.
template <class Body, class Version>
concept body_for = std::is_convertible_v<Body, std::string_view> &&
    (!borrows_text<Version> || std::is_lvalue_reference_v<Body> ||
     std::is_trivially_destructible_v<std::remove_cvref_t<Body>>);

/// What to parse, and what to report.
struct parse_options {
    /// What a body may cost.
    parse_limits limits{};
    /// Whether to report where an accepted body departs from the documentation.
    bool deviations = false;
};

/// What a `parser` made of a body: a payload, or why the server would refuse it.
///
/// Used like a `result`. Begins as refused, with status 500 and no issues, as does one that was
/// moved from. One with views is neither copied nor moved.
/// @tparam Version the protocol version of the payload
template <blueprint::version Version>
class parsed : json::detail::copied_unless_views<borrows_text<Version>> {
public:
    /// The payload's type.
    using payload_type = typename Version::payload_type;

    /// Whether the server accepts the body.
    [[nodiscard]] bool has_value() const noexcept { return is_accepted_.get(); }
    /// Whether the server accepts the body.
    [[nodiscard]] explicit operator bool() const noexcept { return is_accepted_.get(); }

    /// The payload; one without changes if the body is refused.
    [[nodiscard]] const payload_type& operator*() const noexcept {
        return has_value() ? payload_ : nothing_;
    }
    /// The payload; one without changes if the body is refused.
    [[nodiscard]] const payload_type* operator->() const noexcept { return &**this; }

    /// Why the body is refused; without issues if it is accepted.
    [[nodiscard]] const refusal& error() const noexcept { return refusal_; }

    /// Where an accepted body departs from the documentation, if `parse_options::deviations` asks
    /// for it. A refused body may have some, too.
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
    /// Of a refused body it has parts, and memory for the next one.
    payload_type payload_{};
    payload_type nothing_{};
    refusal refusal_{};
    std::vector<deviation> deviations_{};
};

/// Parses one body after the other and keeps its memory: a body like the ones before costs no
/// allocation. `parse` is simpler for a single body.
///
/// With `blueprint::latest_borrowed` the payload's texts are views: into the body, which the caller
/// has to keep, or, for a text that had escapes or was a number, into memory of the parser.
///
/// Threads: one at a time. Neither copied nor moved, since results refer to it.
/// @tparam Version the protocol version to read
///
/// @par Example
/// @snippet parsing.cpp parser
template <blueprint::version Version = blueprint::latest>
class parser {
public:
    /// The payload's type.
    using payload_type = typename Version::payload_type;

    /// @param options limits on bodies, and whether deviations are reported
    explicit parser(const parse_options& options = {}) noexcept
        : reader_(options.limits), wants_deviations_(options.deviations) {}

    parser(const parser&) = delete;
    parser& operator=(const parser&) = delete;
    ~parser() = default;

    /// Parses a body, deciding exactly as the server does.
    /// @param body any bytes; an empty body counts as `{}`. With views it has to outlive the
    /// result.
    /// @return the payload, or why the server refuses the body; valid until the next call
    /// @throws std::bad_alloc only; the next call starts afresh
    /// @par Complexity
    /// Linear in the body, in time and memory.
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

    /// Adds the deviations that concern the payload as a whole.
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

/// A payload, or why the server would refuse the body: never a part of a payload.
template <blueprint::version Version = blueprint::latest>
using parse_result = result<typename Version::payload_type>;

/// Parses one body, deciding exactly as the server does.
///
/// A `parser` keeps its memory from body to body, and reports deviations.
/// @tparam Version the protocol version to read
/// @param body any bytes; an empty body counts as `{}`
/// @param limits what a body may cost
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the body, in time and memory.
///
/// @par Example
/// @snippet parsing.cpp parse
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

/// Refuses a type that is no protocol version, and says why it is none.
template <class Version>
    requires(!blueprint::version<Version>)
auto parse(std::string_view body, const parse_limits& limits = {}) {
    static_assert(blueprint::detail::check_version<Version>());
    return parse<blueprint::latest>(body, limits);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
