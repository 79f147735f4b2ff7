/// @file
/// JSON events to a payload and its issues, driven by a document's declaration.
#ifndef FLAGHOOK_JSON_PAYLOAD_BUILDER_HPP
#define FLAGHOOK_JSON_PAYLOAD_BUILDER_HPP

#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/json/borrowed_text.hpp>
#include <flaghook/json/deviation.hpp>
#include <flaghook/json/free_object.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/json/repr.hpp>
#include <flaghook/model/change_id.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/server/date_time.hpp>
#include <flaghook/server/integer.hpp>
#include <flaghook/server/number.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI::json {

/// A JSON value that is neither object nor array.
struct scalar {
    enum class kind : std::uint8_t { null, boolean, integer, floating, string };

    scalar::kind kind = scalar::kind::null;
    bool truth = false;
    /// A string's text, or a number as it stands in the body.
    std::string_view text{};

    /// What Python calls the type.
    [[nodiscard]] constexpr std::string_view python_type() const noexcept {
        switch (kind) {
        case kind::null:
            return "NoneType";
        case kind::boolean:
            return "bool";
        case kind::integer:
            return "int";
        case kind::floating:
            return "float";
        case kind::string:
            return "str";
        }
        return {};
    }

    /// What JSON calls the type.
    [[nodiscard]] constexpr std::string_view json_type() const noexcept {
        switch (kind) {
        case kind::null:
            return "null";
        case kind::boolean:
            return "boolean";
        case kind::integer:
        case kind::floating:
            return "number";
        case kind::string:
            return "string";
        }
        return {};
    }
};

/// Receives a body's events and fills a payload by the rules of the server, collecting everything
/// that the server would complain of.
///
/// The document's nodes are walked along with the events: a value belongs to the node that its key
/// or its list names, or to none and is skipped. Of each node at most one instance is open at a
/// time, so the state of a node needs no stack. When a key comes again, what its former value left
/// behind, issues too, is taken back.
template <blueprint::document Document>
class payload_builder {
public:
    using payload_type = typename Document::payload_type;

    /// @param deviations where departures from the documentation go, or none
    /// @param texts keeps what a payload of views refers to
    payload_builder(payload_type& payload, std::vector<issue>& issues,
                    std::vector<deviation>* deviations, const parse_limits& limits,
                    borrowed_text& texts) noexcept
        : payload_(payload),
          issues_(issues),
          deviations_(deviations),
          limits_(limits),
          texts_(texts) {}

    /// @name Events
    /// Each returns whether to go on.
    /// @{
    void on_begin() {
        issues_.clear();
        if (deviations_ != nullptr) {
            deviations_->clear();
        }
        container_ = none;
        pending_ = 0;
        skipped_levels_ = 0;
        skipped_node_ = none;
        expects_key_ = false;
        echoing_ = false;
        echo_.clear();
        collecting_ = false;
        if constexpr (has_free_objects) {
            collector_.clear();
        }
        item_ = 0;
        item_count_ = 0;
        slot_ = 0;
        filled_ = 0;
        omitted_ = 0;
        unprintable_ = 0;
        states_.fill({});
    }

    [[nodiscard]] bool wants_text() const noexcept {
        if (skipped_levels_ != 0) {
            return echoing_ || collecting_;
        }
        // Keys of a known object and items of a known list are looked at.
        return pending_ != none || table[container_].kind == blueprint::node_kind::list ||
               expects_key_;
    }

    bool on_object_begin() { return on_container_begin(true); }
    bool on_array_begin() { return on_container_begin(false); }
    bool on_object_end() { return on_container_end(true); }
    bool on_array_end() { return on_container_end(false); }

    bool on_key(std::string_view key) {
        if (skipped_levels_ != 0) {
            pass_on([key](auto& to) { to.on_key(key); });
            return true;
        }
        expects_key_ = false;
        pending_ = find_child(key);
        if (deviations_ != nullptr) {
            if (pending_ == none) {
                deviate(container_, deviation_code::unknown_key, std::string(key));
            } else if (states_[pending_].seen) {
                deviate(container_, deviation_code::repeated_key, std::string(key));
            }
        }
        return true;
    }

    bool on_null() { return on_scalar({scalar::kind::null}); }
    bool on_bool(bool value) { return on_scalar({scalar::kind::boolean, value}); }
    bool on_string(std::string_view text) { return on_scalar({scalar::kind::string, false, text}); }
    bool on_number(std::string_view literal) {
        return on_scalar(
            {server::is_integer_literal(literal) ? scalar::kind::integer : scalar::kind::floating,
             false, literal});
    }
    /// @}

    /// Whether the list has more items than the limit allows, which stops the events.
    [[nodiscard]] bool too_many_items() const noexcept { return item_count_ > limits_.items; }

    /// Whether the server fails to write its answer: a message of it echoes a lone surrogate.
    [[nodiscard]] bool unprintable() const noexcept { return unprintable_ != 0; }

    /// How many items the payload's list has.
    [[nodiscard]] std::size_t item_count() const noexcept { return item_count_; }

    /// Brings issues and deviations into the server's order and gives the payload's list its size.
    void finish() {
        sort_by_location(issues_);
        if (omitted_ != 0) {
            issues_.insert(issues_.begin(),
                           issue(at(0), issue_code::more_issues, std::to_string(omitted_)));
        }
        if (deviations_ != nullptr) {
            sort_by_location(*deviations_);
        }
        if (issues_.empty()) {
            blueprint::visit_list<Document>(payload_,
                                            [this](auto& items) { items.resize(item_count_); });
        }
    }

private:
    static constexpr const auto& table = blueprint::nodes<Document>;
    static constexpr std::size_t none = table.size();
    static constexpr bool has_free_objects =
        blueprint::detail::count_kind(table, blueprint::node_kind::free_object) != 0;
    static_assert(blueprint::detail::has_only_objects_in_lists(table),
                  "flaghook: what is read from JSON has lists of objects only");

    /// What is known of a node's one open instance.
    struct node_state {
        /// Whether the object around it has the key.
        bool seen = false;
        /// The issues of its value: a contiguous range.
        std::size_t first_issue = 0;
        std::size_t last_issue = 0;
        /// Issues of its value that the limit left out.
        std::size_t omitted = 0;
        /// Issues of its value that the server fails to print.
        std::size_t unprintable = 0;
        /// The deviations of its value.
        std::size_t first_deviation = 0;
        std::size_t last_deviation = 0;
    };

    [[nodiscard]] location at(std::size_t index) const noexcept {
        return {table.data(), index, table[index].item != 0 ? item_ : 0};
    }

    template <class Entry>
    static void sort_by_location(std::vector<Entry>& entries) {
        const auto before = [](const Entry& left, const Entry& right) {
            return left.location() < right.location();
        };
        if (!std::is_sorted(entries.begin(), entries.end(), before)) {
            std::stable_sort(entries.begin(), entries.end(), before);
        }
    }

    void report(std::size_t index, issue_code code, std::string detail = {}) {
        if (issues_.size() < limits_.issues) {
            issues_.emplace_back(at(index), code, std::move(detail));
        } else {
            ++omitted_;
        }
    }

    void deviate(std::size_t index, deviation_code code, std::string detail = {}) {
        if (deviations_ != nullptr && deviations_->size() < limits_.issues) {
            deviations_->emplace_back(at(index), code, std::move(detail));
        }
    }

    /// Calls `visit(rule, member)` for the node's place in the payload.
    template <class Visitor>
    void visit(std::size_t index, Visitor&& visitor) {
        blueprint::visit_node<Document>(payload_, index, slot_, std::forward<Visitor>(visitor));
    }

    [[nodiscard]] std::size_t find_child(std::string_view key) const noexcept {
        for (std::size_t child = container_ + 1; child < table[container_].end;
             child = table[child].end) {
            if (table[child].name == key) {
                return child;
            }
        }
        return none;
    }

    /// The node that the value which begins now belongs to.
    [[nodiscard]] std::size_t take_target() {
        if (container_ != none && table[container_].kind == blueprint::node_kind::list) {
            item_ = item_count_++;
            const std::size_t index = container_ + 1;
            open(index);
            return index;
        }
        const std::size_t index = std::exchange(pending_, none);
        if (index != none) {
            open(index);
        }
        return index;
    }

    void open(std::size_t index) {
        node_state& state = states_[index];
        if (std::exchange(state.seen, true) && !table[index].is_item) {
            take_back(index);
        }
        state.first_issue = issues_.size();
        state.omitted = omitted_;
        state.unprintable = unprintable_;
        state.first_deviation = deviations_ != nullptr ? deviations_->size() : 0;
    }

    void close(std::size_t index) {
        node_state& state = states_[index];
        state.last_issue = issues_.size();
        state.omitted = omitted_ - state.omitted;
        state.unprintable = unprintable_ - state.unprintable;
        state.last_deviation = deviations_ != nullptr ? deviations_->size() : 0;
        container_ = index == 0 ? none : std::size_t{table[index].parent};
        expects_key_ = true;
    }

    /// Removes what a former value of the node left behind.
    void take_back(std::size_t index) {
        const node_state state = states_[index];
        erase(issues_, state.first_issue, state.last_issue);
        omitted_ -= state.omitted;
        unprintable_ -= state.unprintable;
        const std::size_t issue_count = state.last_issue - state.first_issue;
        const std::size_t deviation_count = state.last_deviation - state.first_deviation;
        if (deviations_ != nullptr) {
            erase(*deviations_, state.first_deviation, state.last_deviation);
        }
        for (node_state& other : states_) {
            if (other.first_issue >= state.last_issue) {
                other.first_issue -= issue_count;
                other.last_issue -= issue_count;
            }
            if (other.first_deviation >= state.last_deviation) {
                other.first_deviation -= deviation_count;
                other.last_deviation -= deviation_count;
            }
        }
        if (table[index].kind == blueprint::node_kind::list) {
            item_count_ = 0;
            filled_ = 0;
        }
    }

    template <class Entry>
    static void erase(std::vector<Entry>& entries, std::size_t first, std::size_t last) {
        entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(first),
                      entries.begin() + static_cast<std::ptrdiff_t>(last));
    }

    bool on_container_begin(bool is_object) {
        if (skipped_levels_ != 0) {
            ++skipped_levels_;
            pass_on_begin(is_object);
            return true;
        }
        const std::size_t index = take_target();
        if (too_many_items()) {
            return false;
        }
        if (index == none) {
            skipped_levels_ = 1;
            return true;
        }
        switch (table[index].kind) {
        case blueprint::node_kind::object:
            if (is_object) {
                enter_object(index);
                return true;
            }
            report(index, issue_code::invalid, "list");
            break;
        case blueprint::node_kind::list:
            if (!is_object) {
                container_ = index;
                return true;
            }
            report(index, issue_code::not_a_list, "dict");
            break;
        case blueprint::node_kind::choice:
            echoing_ = true;
            pass_on_begin(is_object);
            break;
        case blueprint::node_kind::free_object:
            if (is_object) {
                collecting_ = true;
                pass_on_begin(is_object);
            } else {
                report(index, issue_code::invalid, "list");
            }
            break;
        default:
            report(index, issue_code::invalid);
            break;
        }
        skipped_levels_ = 1;
        skipped_node_ = index;
        return true;
    }

    bool on_container_end(bool is_object) {
        if (skipped_levels_ == 0) {
            if (is_object) {
                leave_object(container_);
            }
            close(container_);
            return true;
        }
        pass_on([is_object](auto& to) { is_object ? to.on_object_end() : to.on_array_end(); });
        if (--skipped_levels_ != 0) {
            return true;
        }
        if (std::exchange(echoing_, false)) {
            report(skipped_node_, issue_code::invalid_choice, echo_.take());
        }
        if (std::exchange(collecting_, false)) {
            keep_collected(skipped_node_);
        }
        const std::size_t index = std::exchange(skipped_node_, none);
        if (index != none) {
            close(index);
        }
        expects_key_ = true;
        return true;
    }

    /// Gives an event inside of a skipped value to whoever looks at it.
    template <class Event>
    void pass_on(Event event) {
        if (echoing_) {
            event(echo_);
        }
        if constexpr (has_free_objects) {
            if (collecting_) {
                event(collector_);
            }
        }
    }

    void pass_on_begin(bool is_object) {
        pass_on([is_object](auto& to) { is_object ? to.on_object_begin() : to.on_array_begin(); });
    }

    void keep_collected([[maybe_unused]] std::size_t index) {
        if constexpr (has_free_objects) {
            if (const auto surrogate = collector_.surrogate()) {
                report_surrogate(index, *surrogate);
            }
            visit(index, [this](const auto&, auto& member) {
                if constexpr (std::is_same_v<decltype(member), std::vector<free_member>&>) {
                    member = collector_.take();
                }
            });
        }
    }

    void enter_object(std::size_t index) {
        container_ = index;
        expects_key_ = true;
        for (std::size_t child = index + 1; child < table[index].end; child = table[child].end) {
            states_[child].seen = false;
        }
        if (table[index].is_item) {
            const node_state& list = states_[table[index].parent];
            const bool refused = issues_.size() > list.first_issue || omitted_ > list.omitted;
            blueprint::visit_list<Document>(payload_, [&](auto& items) {
                // Behind an item with issues the list is refused, whatever comes, and one place
                // serves all the items that nobody will see. Those that are no objects take none.
                slot_ = refused && filled_ != 0 ? filled_ - 1 : filled_++;
                if (items.size() <= slot_) {
                    items.emplace_back();
                }
            });
        }
    }

    void leave_object(std::size_t index) {
        for (std::size_t child = index + 1; child < table[index].end; child = table[child].end) {
            if (states_[child].seen) {
                continue;
            }
            if (table[child].presence == blueprint::presence::required) {
                report(child, issue_code::required);
            } else {
                reset(index, child);
            }
        }
    }

    /// Gives a field that the body leaves out the model's default: the caller's payload may still
    /// hold what an earlier body filled in.
    void reset(std::size_t index, std::size_t missing) {
        visit(index, [=](const auto& rule, auto& owner) {
            using owner_type = std::remove_cvref_t<decltype(owner)>;
            if constexpr (blueprint::detail::is_object<std::remove_cvref_t<decltype(rule)>>) {
                std::size_t child = index + 1;
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

    bool on_scalar(const scalar& value) {
        if (skipped_levels_ != 0) {
            pass_on([&value](auto& to) { give(value, to); });
            return true;
        }
        const std::size_t index = take_target();
        expects_key_ = true;
        if (too_many_items()) {
            return false;
        }
        if (index == none) {
            return true;
        }
        if (value.kind != scalar::kind::null) {
            apply(index, value);
        } else if (table[index].nullability == blueprint::nullability::nullable) {
            make_null(index);
        } else {
            report(index, issue_code::null);
        }
        close(index);
        return true;
    }

    template <class Receiver>
    static void give(const scalar& value, Receiver& to) {
        switch (value.kind) {
        case scalar::kind::null:
            to.on_null();
            break;
        case scalar::kind::boolean:
            to.on_bool(value.truth);
            break;
        case scalar::kind::string:
            to.on_string(value.text);
            break;
        case scalar::kind::integer:
        case scalar::kind::floating:
            to.on_number(value.text);
            break;
        }
    }

    void make_null([[maybe_unused]] std::size_t index) {
        if constexpr (blueprint::detail::has_nullable(table)) {
            visit(index, [](const auto&, auto& member) {
                member = std::remove_cvref_t<decltype(member)>{};
            });
        }
    }

    void apply(std::size_t index, const scalar& value) {
        switch (table[index].kind) {
        case blueprint::node_kind::object:
        case blueprint::node_kind::free_object:
            report(index, issue_code::invalid, std::string(value.python_type()));
            break;
        case blueprint::node_kind::list:
            report(index, issue_code::not_a_list, std::string(value.python_type()));
            break;
        case blueprint::node_kind::text:
            apply_text(index, value);
            break;
        case blueprint::node_kind::integer:
            apply_integer(index, value);
            break;
        case blueprint::node_kind::date_time:
            apply_date_time(index, value);
            break;
        case blueprint::node_kind::choice:
            apply_choice(index, value);
            break;
        case blueprint::node_kind::any_text:
            apply_any_text(index, value);
            break;
        case blueprint::node_kind::boolean:
            apply_boolean(index, value);
            break;
        }
    }

    /// What Python's `str` gives for the value.
    [[nodiscard]] std::string_view python_text(const scalar& value) {
        if (value.kind == scalar::kind::string) {
            return value.text;
        }
        if (value.kind == scalar::kind::boolean) {
            return value.truth ? "True" : "False";
        }
        if (value.kind == scalar::kind::integer) {
            return server::integer_text(value.text);
        }
        number_text_.clear();
        server::append_number_text(number_text_, value.text);
        return number_text_;
    }

    void apply_text(std::size_t index, const scalar& value) {
        if (value.kind == scalar::kind::boolean) {
            report(index, issue_code::invalid);
            return;
        }
        if (value.kind != scalar::kind::string) {
            deviate(index, deviation_code::coerced_type, std::string(value.json_type()));
        }
        const std::string_view whole = python_text(value);
        const std::string_view text = server::trim(whole);
        if (text.empty()) {
            report(index, issue_code::blank);
            return;
        }
        if (text.size() != whole.size()) {
            deviate(index, deviation_code::trimmed_text);
        }
        // No text has more code points than bytes.
        if (text.size() > table[index].max_length &&
            server::count_code_points(text) > table[index].max_length) {
            report(index, issue_code::max_length);
        }
        if (text.find('\0') != std::string_view::npos) {
            report(index, issue_code::null_characters_not_allowed);
        }
        if (const auto surrogate = server::first_surrogate(text)) {
            report_surrogate(index, *surrogate);
        }
        visit(index, [&](const auto&, auto& member) { this->assign_text(member, text); });
    }

    void report_surrogate(std::size_t index, char32_t surrogate) {
        std::string hex;
        for (unsigned shift = 16; shift != 0; shift -= 4) {
            hex += "0123456789ABCDEF"[surrogate >> (shift - 4) & 0xFU];
        }
        report(index, issue_code::surrogate_characters_not_allowed, std::move(hex));
    }

    void apply_any_text(std::size_t index, const scalar& value) {
        if (value.kind == scalar::kind::boolean) {
            report(index, issue_code::invalid);
            return;
        }
        const std::string_view text = python_text(value);
        if (const auto surrogate = server::first_surrogate(text)) {
            report_surrogate(index, *surrogate);
        }
        visit(index, [&](const auto&, auto& member) { this->assign_text(member, text); });
    }

    void apply_boolean(std::size_t index, const scalar& value) {
        if (value.kind != scalar::kind::boolean) {
            report(index, issue_code::invalid);
            return;
        }
        visit(index, [&value](const auto&, auto& member) {
            using member_type = std::remove_cvref_t<decltype(member)>;
            if constexpr (std::is_same_v<
                              typename blueprint::detail::plain_member<member_type>::type, bool>) {
                member = value.truth;
            }
        });
    }

    void apply_integer(std::size_t index, const scalar& value) {
        if (value.kind == scalar::kind::string && value.text.size() > server::max_integer_text &&
            server::count_code_points(value.text) > server::max_integer_text) {
            report(index, issue_code::max_string_length);
            return;
        }
        const auto number = server::read_integer(python_text(value));
        if (!number) {
            report(index, issue_code::invalid);
            return;
        }
        if (value.kind == scalar::kind::string) {
            deviate(index, deviation_code::coerced_type, "string");
        } else if (value.kind == scalar::kind::floating) {
            deviate(index, deviation_code::coerced_type, "floating-point number");
        }
        bool fits = true;
        visit(index, [&](const auto&, auto& member) { fits = assign_integer(member, *number); });
        if (!fits) {
            report(index, issue_code::out_of_range);
        }
    }

    void apply_date_time(std::size_t index, const scalar& value) {
        const auto result = value.kind == scalar::kind::string ? server::read_date_time(value.text)
                                                               : server::date_time{};
        switch (result.outcome) {
        case server::date_time_outcome::invalid:
            report(index, issue_code::invalid);
            break;
        case server::date_time_outcome::overflow:
            report(index, issue_code::overflow);
            break;
        case server::date_time_outcome::valid:
            if (deviations_ != nullptr) {
                check_time_form(index, value.text);
            }
            visit(index, [&](const auto&, auto& member) { assign_time(member, result.instant); });
            break;
        }
    }

    void check_time_form(std::size_t index, std::string_view text) {
        if (documented_timestamp(text)) {
            return;
        }
        // Naive and shifted times are the documented form but for the offset.
        std::string utc(text);
        utc += "+00:00";
        if (documented_timestamp(utc)) {
            deviate(index, deviation_code::naive_time);
            return;
        }
        constexpr std::size_t offset_width = 6;
        if (text.size() > offset_width) {
            utc.assign(text.substr(0, text.size() - offset_width));
            utc += "+00:00";
            const char sign = text[text.size() - offset_width];
            if (documented_timestamp(utc) && (sign == '+' || sign == '-')) {
                deviate(index, deviation_code::shifted_time);
                return;
            }
        }
        deviate(index, deviation_code::unusual_time);
    }

    void apply_choice(std::size_t index, const scalar& value) {
        const std::string_view text = python_text(value);
        bool found = false;
        visit(index,
              [&](const auto& rule, auto& member) { found = assign_choice(rule, member, text); });
        if (!found) {
            if (server::first_surrogate(text)) {
                ++unprintable_;
            }
            report(index, issue_code::invalid_choice, std::string(text));
        }
    }

    // The rule of a node and the type of its member go together by the declaration; the overloads
    // for other types are never called and only complete the visits.

    template <class Member>
    void assign_text(Member& member, std::string_view text) {
        if constexpr (std::is_same_v<typename blueprint::detail::plain_member<Member>::type,
                                     std::string_view>) {
            member = texts_.keep(text);
        } else if constexpr (std::is_constructible_v<Member, std::string_view> &&
                             !std::is_same_v<Member, timestamp>) {
            member = Member(text);
        }
    }
    void assign_text(std::string& member, std::string_view text) { member.assign(text); }

    template <class Member>
    static bool assign_integer(Member& member, const server::integer& number) {
        using plain = typename blueprint::detail::plain_member<Member>::type;
        if constexpr (std::is_same_v<plain, change_id>) {
            const auto id = number.to_change_id();
            if (id) {
                member = *id;
            }
            return id.has_value();
        } else if constexpr (std::is_same_v<plain, std::int64_t>) {
            member = number.nearest_int64();
        }
        return true;
    }

    template <class Member>
    static void assign_time(Member& member, timestamp instant) {
        if constexpr (std::is_same_v<typename blueprint::detail::plain_member<Member>::type,
                                     timestamp>) {
            member = instant;
        }
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
    std::vector<issue>& issues_;
    std::vector<deviation>* deviations_;
    const parse_limits& limits_;
    borrowed_text& texts_;
    std::array<node_state, table.size()> states_{};
    /// The object or list that is open.
    std::size_t container_ = none;
    /// The node that the next value belongs to, in an object or at the start.
    std::size_t pending_ = 0;
    /// Whether the next string is a key of a known object.
    bool expects_key_ = false;
    /// How many levels of a value that nobody fills in are open, and whose value it is.
    std::size_t skipped_levels_ = 0;
    std::size_t skipped_node_ = none;
    /// Whether the skipped value's text is wanted, for a message.
    bool echoing_ = false;
    repr_builder echo_;
    /// Whether the skipped value's members are wanted.
    bool collecting_ = false;
    /// Only where the document has such values: a version of the protocol pays nothing for them.
    struct no_collector {};
    std::conditional_t<has_free_objects, free_object_builder, no_collector> collector_;
    std::string number_text_;
    std::size_t item_ = 0;
    std::size_t item_count_ = 0;
    /// Where in the payload's list the current item goes, and how many places are taken.
    std::size_t slot_ = 0;
    std::size_t filled_ = 0;
    std::size_t omitted_ = 0;
    std::size_t unprintable_ = 0;
};

} // namespace flaghook::inline FLAGHOOK_ABI::json

#endif
