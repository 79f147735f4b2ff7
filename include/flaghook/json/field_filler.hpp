/// @file
/// JSON values to the members of a payload, by the rules of their fields.
#ifndef FLAGHOOK_JSON_FIELD_FILLER_HPP
#define FLAGHOOK_JSON_FIELD_FILLER_HPP

#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/json/borrowed_text.hpp>
#include <flaghook/json/deviation.hpp>
#include <flaghook/json/findings.hpp>
#include <flaghook/json/free_object.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/plain_text.hpp>
#include <flaghook/json/scalar.hpp>
#include <flaghook/model/change_id.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/server/date_time.hpp>
#include <flaghook/server/integer.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI::json {

/// Gives each value to the server's rule for its field, and what the rule makes of it to the member
/// of the payload; what the rule has against it goes to the findings.
///
/// Where a value belongs is a `location` and, since items that nobody will see share one place in
/// the payload's list, the index `slot` there.
template <blueprint::document Document>
class field_filler {
public:
    using payload_type = typename Document::payload_type;

    /// @param texts keeps what a payload of views refers to
    field_filler(payload_type& payload, findings& found, borrowed_text& texts) noexcept
        : payload_(payload), findings_(found), texts_(texts) {}

    /// Fills the member of a field with a value that is neither object nor array.
    void fill(const location& where, std::size_t slot, const scalar& value) {
        if (value.kind != scalar::kind::null) {
            apply(where, slot, value);
        } else if (table[where.node].nullability == blueprint::nullability::nullable) {
            make_null(where, slot);
        } else {
            findings_.report(where, issue_code::null);
        }
    }

    /// Fills the member of a field whose value is an object that nobody declared.
    void fill(const location& where, std::size_t slot, free_object_builder& members) {
        if (const auto surrogate = members.surrogate()) {
            report_surrogate(where, *surrogate);
        }
        visit(where, slot, [&members](const auto& rule, auto& member) {
            using rule_type = std::remove_cvref_t<decltype(rule)>;
            if constexpr (std::is_same_v<rule_type, blueprint::free_object>) {
                static_assert(std::is_same_v<plain<decltype(member)>, std::vector<free_member>>,
                              "flaghook: the rule free_object fills a member of type "
                              "std::vector<flaghook::json::free_member>, or std::optional of one");
                member = members.take();
            }
        });
    }

    /// Gives a field that the body leaves out the model's default: the caller's payload may still
    /// hold what an earlier body filled in.
    /// @param object where the field is missing
    void reset(const location& object, std::size_t slot, std::size_t missing) {
        visit(object, slot, [&object, missing](const auto& rule, auto& owner) {
            using owner_type = std::remove_cvref_t<decltype(owner)>;
            if constexpr (blueprint::detail::is_object<std::remove_cvref_t<decltype(rule)>>) {
                std::size_t child = object.node + 1;
                const auto reset_if_missing = [&](const auto& field) {
                    if (child == missing) {
                        owner.*field.member = owner_type{}.*field.member;
                    }
                    child = table[child].end;
                };
                std::apply([&](const auto&... field) { (reset_if_missing(field), ...); },
                           rule.fields);
            }
        });
    }

private:
    static constexpr const auto& table = blueprint::nodes<Document>;

    /// Calls `visit(rule, member)` for a place in the payload.
    template <class Visitor>
    void visit(const location& where, std::size_t slot, Visitor&& visitor) {
        blueprint::visit_node<Document>(payload_, where.node, slot, std::forward<Visitor>(visitor));
    }

    void make_null([[maybe_unused]] const location& where, [[maybe_unused]] std::size_t slot) {
        if constexpr (blueprint::detail::has_nullable(table)) {
            visit(where, slot, [](const auto&, auto& member) {
                member = std::remove_cvref_t<decltype(member)>{};
            });
        }
    }

    void apply(const location& where, std::size_t slot, const scalar& value) {
        switch (table[where.node].kind) {
        case blueprint::node_kind::object:
        case blueprint::node_kind::free_object:
            findings_.report(where, issue_code::invalid, std::string(value.python_type()));
            break;
        case blueprint::node_kind::list:
            findings_.report(where, issue_code::not_a_list, std::string(value.python_type()));
            break;
        case blueprint::node_kind::text:
            apply_text(where, slot, value);
            break;
        case blueprint::node_kind::integer:
            apply_integer(where, slot, value);
            break;
        case blueprint::node_kind::date_time:
            apply_date_time(where, slot, value);
            break;
        case blueprint::node_kind::choice:
            apply_choice(where, slot, value);
            break;
        case blueprint::node_kind::any_text:
            apply_any_text(where, slot, value);
            break;
        case blueprint::node_kind::boolean:
            apply_boolean(where, slot, value);
            break;
        }
    }

    void apply_text(const location& where, std::size_t slot, const scalar& value) {
        if (value.kind == scalar::kind::boolean) {
            findings_.report(where, issue_code::invalid);
            return;
        }
        if (value.kind != scalar::kind::string) {
            findings_.deviate(where, deviation_code::coerced_type, std::string(value.json_type()));
        }
        const std::string_view whole = value.python_text(number_text_);
        const std::string_view text = server::trim(whole);
        if (text.empty()) {
            findings_.report(where, issue_code::blank);
            return;
        }
        if (text.size() != whole.size()) {
            findings_.deviate(where, deviation_code::trimmed_text);
        }
        // No text has more code points than bytes.
        const std::size_t max_length = table[where.node].max_length;
        const bool too_long =
            text.size() > max_length && server::count_code_points(text) > max_length;
        if (too_long) {
            findings_.report(where, issue_code::max_length);
        }
        if (skip_plain_ascii(text.data(), text.data() + text.size()) != text.data() + text.size()) {
            if (text.find('\0') != std::string_view::npos) {
                findings_.report(where, issue_code::null_characters_not_allowed);
            }
            if (const auto surrogate = server::first_surrogate(text)) {
                report_surrogate(where, *surrogate);
            }
        }
        // A payload that is used again keeps the memory of its texts: only what may be this long.
        if (!too_long) {
            visit(where, slot, [&](const auto&, auto& member) { this->assign_text(member, text); });
        }
    }

    void apply_any_text(const location& where, std::size_t slot, const scalar& value) {
        if (value.kind == scalar::kind::boolean) {
            findings_.report(where, issue_code::invalid);
            return;
        }
        const std::string_view text = value.python_text(number_text_);
        if (const auto surrogate = server::first_surrogate(text)) {
            report_surrogate(where, *surrogate);
        }
        visit(where, slot, [&](const auto&, auto& member) { this->assign_text(member, text); });
    }

    void report_surrogate(const location& where, char32_t surrogate) {
        std::string hex;
        for (unsigned shift = 16; shift != 0; shift -= 4) {
            hex += "0123456789ABCDEF"[surrogate >> (shift - 4) & 0xFU];
        }
        findings_.report(where, issue_code::surrogate_characters_not_allowed, std::move(hex));
    }

    void apply_boolean(const location& where, std::size_t slot, const scalar& value) {
        if (value.kind != scalar::kind::boolean) {
            findings_.report(where, issue_code::invalid);
            return;
        }
        visit(where, slot, [&value](const auto&, auto& member) {
            if constexpr (std::is_same_v<plain<decltype(member)>, bool>) {
                member = value.truth;
            }
        });
    }

    void apply_integer(const location& where, std::size_t slot, const scalar& value) {
        if (value.kind == scalar::kind::string && value.text.size() > server::max_integer_text &&
            server::count_code_points(value.text) > server::max_integer_text) {
            findings_.report(where, issue_code::max_string_length);
            return;
        }
        const auto number = server::read_integer(value.python_text(number_text_));
        if (!number) {
            findings_.report(where, issue_code::invalid);
            return;
        }
        if (value.kind == scalar::kind::string) {
            findings_.deviate(where, deviation_code::coerced_type, "string");
        } else if (value.kind == scalar::kind::floating) {
            findings_.deviate(where, deviation_code::coerced_type, "floating-point number");
        }
        bool fits = true;
        visit(where, slot,
              [&](const auto&, auto& member) { fits = assign_integer(member, *number); });
        if (!fits) {
            findings_.report(where, issue_code::out_of_range);
        }
    }

    void apply_date_time(const location& where, std::size_t slot, const scalar& value) {
        const auto result = value.kind == scalar::kind::string ? server::read_date_time(value.text)
                                                               : server::date_time{};
        switch (result.outcome) {
        case server::date_time_outcome::invalid:
            findings_.report(where, issue_code::invalid);
            break;
        case server::date_time_outcome::overflow:
            findings_.report(where, issue_code::overflow);
            break;
        case server::date_time_outcome::valid:
            if (findings_.wants_deviations()) {
                check_time_form(where, value.text);
            }
            visit(where, slot, [&result](const auto&, auto& member) {
                if constexpr (std::is_same_v<plain<decltype(member)>, timestamp>) {
                    member = result.instant;
                }
            });
            break;
        }
    }

    void check_time_form(const location& where, std::string_view text) {
        if (documented_timestamp(text)) {
            return;
        }
        // Naive and shifted times are the documented form but for the offset.
        std::string utc(text);
        utc += "+00:00";
        if (documented_timestamp(utc)) {
            findings_.deviate(where, deviation_code::naive_time);
            return;
        }
        constexpr std::size_t offset_width = 6;
        if (text.size() > offset_width) {
            utc.assign(text.substr(0, text.size() - offset_width));
            utc += "+00:00";
            const char sign = text[text.size() - offset_width];
            if (documented_timestamp(utc) && (sign == '+' || sign == '-')) {
                findings_.deviate(where, deviation_code::shifted_time);
                return;
            }
        }
        findings_.deviate(where, deviation_code::unusual_time);
    }

    void apply_choice(const location& where, std::size_t slot, const scalar& value) {
        const std::string_view text = value.python_text(number_text_);
        bool found = false;
        visit(where, slot,
              [&](const auto& rule, auto& member) { found = assign_choice(rule, member, text); });
        if (found) {
            return;
        }
        if (server::first_surrogate(text)) {
            findings_.report_unprintable(where, issue_code::invalid_choice, std::string(text));
        } else {
            findings_.report(where, issue_code::invalid_choice, std::string(text));
        }
    }

    // The rule of a node and the type of its member go together by the declaration. What a visit
    // does with members of other types is never called and only completes it.

    /// The type of a member, or of what is in a `std::optional`.
    template <class Member>
    using plain = typename blueprint::detail::plain_member<std::remove_cvref_t<Member>>::type;

    template <class Member>
    void assign_text(Member& member, std::string_view text) {
        if constexpr (std::is_same_v<Member, std::string>) {
            member.assign(text);
        } else if constexpr (std::is_same_v<plain<Member>, std::string_view>) {
            member = texts_.keep(text);
        } else if constexpr (std::is_constructible_v<Member, std::string_view> &&
                             !std::is_same_v<Member, timestamp>) {
            member = Member(text);
        }
    }

    template <class Member>
    static bool assign_integer(Member& member, const server::integer& number) {
        if constexpr (std::is_same_v<plain<Member>, change_id>) {
            const auto id = number.to_change_id();
            if (id) {
                member = *id;
            }
            return id.has_value();
        } else if constexpr (std::is_same_v<plain<Member>, std::int64_t>) {
            member = number.nearest_int64();
        }
        return true;
    }

    template <class Rule, class Member>
    static bool assign_choice(const Rule& rule, Member& member, std::string_view text) {
        if constexpr (blueprint::detail::is_choice<Rule>) {
            for (const auto& option : rule.options) {
                if (option.name == text) {
                    member = option.value;
                    return true;
                }
            }
        }
        return false;
    }

    payload_type& payload_;
    findings& findings_;
    borrowed_text& texts_;
    std::string number_text_;
};

} // namespace flaghook::inline FLAGHOOK_ABI::json

#endif
