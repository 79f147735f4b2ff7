/// @file
/// JSON events to a payload and its issues, driven by a document's declaration.
#ifndef FLAGHOOK_JSON_PAYLOAD_BUILDER_HPP
#define FLAGHOOK_JSON_PAYLOAD_BUILDER_HPP

#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/json/borrowed_text.hpp>
#include <flaghook/json/deviation.hpp>
#include <flaghook/json/field_filler.hpp>
#include <flaghook/json/findings.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/json/passing_value.hpp>
#include <flaghook/json/scalar.hpp>
#include <flaghook/server/number.hpp>
#include <flaghook/version.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI::json {

/// Receives a body's events and fills a payload by the rules of the server, collecting everything
/// that the server would complain of.
///
/// The document's nodes are walked along with the events: a value belongs to the node that its key
/// or its list names, or to none and goes by. What a value means to its node is the
/// `field_filler`'s to say. Of each node at most one instance is open at a time, so the state of a
/// node needs no stack. When a key comes again, what its former value left behind, issues too, is
/// taken back.
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
          limits_(limits),
          findings_(issues, deviations, limits.issues),
          filler_(payload, findings_, texts) {}

    // The filler refers to the findings beside it.
    payload_builder(const payload_builder&) = delete;
    payload_builder& operator=(const payload_builder&) = delete;

    /// @name Events
    /// Each returns whether to go on.
    /// @{
    void on_begin() {
        findings_.clear();
        passing_.clear();
        passing_node_ = none;
        container_ = none;
        pending_ = 0;
        likely_ = 1;
        expects_key_ = false;
        item_ = 0;
        item_count_ = 0;
        slot_ = 0;
        filled_ = 0;
        states_.fill({});
    }

    [[nodiscard]] bool wants_text() const noexcept {
        if (passing_.is_open()) {
            return passing_.wanted() != passing::purpose::nothing;
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
        if (passing_.is_open()) {
            passing_.on_key(key);
            return true;
        }
        expects_key_ = false;
        pending_ = find_child(key);
        if (findings_.wants_deviations()) {
            if (pending_ == none) {
                findings_.deviate(at(container_), deviation_code::unknown_key, std::string(key));
            } else if (states_[pending_].seen) {
                findings_.deviate(at(container_), deviation_code::repeated_key, std::string(key));
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
    [[nodiscard]] bool unprintable() const noexcept { return findings_.unprintable(); }

    /// How many items the payload's list has.
    [[nodiscard]] std::size_t item_count() const noexcept { return item_count_; }

    /// Brings issues and deviations into the server's order and gives the payload's list its size.
    void finish() {
        if (findings_.finish(at(0))) {
            blueprint::visit_list<Document>(payload_,
                                            [this](auto& items) { items.resize(item_count_); });
        }
    }

private:
    static constexpr const auto& table = blueprint::nodes<Document>;
    static constexpr std::size_t none = table.size();
    static_assert(blueprint::detail::has_only_objects_in_lists(table),
                  "flaghook: what is read from JSON has lists of objects only");

    using passing =
        passing_value<blueprint::detail::count_kind(table, blueprint::node_kind::free_object) != 0>;

    /// What is known of a node's one open instance.
    struct node_state {
        /// Whether the object around it has the key.
        bool seen = false;
        /// What was found in its value.
        findings::extent found{};
    };

    [[nodiscard]] location at(std::size_t index) const noexcept {
        return {table.data(), index, table[index].item != 0 ? item_ : 0};
    }

    [[nodiscard]] std::size_t find_child(std::string_view key) noexcept {
        // Most bodies have the fields in the documented order.
        const std::size_t likely = likely_;
        if (likely < table.size() && table[likely].parent == container_ &&
            table[likely].name == key) {
            likely_ = table[likely].end;
            return likely;
        }
        for (std::size_t child = container_ + 1; child < table[container_].end;
             child = table[child].end) {
            if (table[child].name == key) {
                likely_ = table[child].end;
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
        state.found = findings_.begin();
    }

    void close(std::size_t index) {
        likely_ = table[index].end;
        findings_.end(states_[index].found);
        container_ = index == 0 ? none : std::size_t{table[index].parent};
        expects_key_ = true;
    }

    /// Removes what a former value of the node left behind.
    void take_back(std::size_t index) {
        const findings::extent gone = states_[index].found;
        findings_.take_back(gone);
        for (node_state& other : states_) {
            findings::move_up(other.found, gone);
        }
        if (table[index].kind == blueprint::node_kind::list) {
            item_count_ = 0;
            filled_ = 0;
        }
    }

    bool on_container_begin(bool is_object) {
        if (passing_.is_open()) {
            passing_.on_container_begin(is_object);
            return true;
        }
        const std::size_t index = take_target();
        if (too_many_items()) {
            return false;
        }
        if (index == none) {
            passing_.begin(passing::purpose::nothing, is_object);
            return true;
        }
        auto wanted = passing::purpose::nothing;
        switch (table[index].kind) {
        case blueprint::node_kind::object:
            if (is_object) {
                enter_object(index);
                return true;
            }
            findings_.report(at(index), issue_code::invalid, "list");
            break;
        case blueprint::node_kind::list:
            if (!is_object) {
                container_ = index;
                return true;
            }
            findings_.report(at(index), issue_code::not_a_list, "dict");
            break;
        case blueprint::node_kind::choice:
            wanted = passing::purpose::python_text;
            break;
        case blueprint::node_kind::free_object:
            if (is_object) {
                wanted = passing::purpose::members;
            } else {
                findings_.report(at(index), issue_code::invalid, "list");
            }
            break;
        default:
            findings_.report(at(index), issue_code::invalid);
            break;
        }
        passing_.begin(wanted, is_object);
        passing_node_ = index;
        return true;
    }

    bool on_container_end(bool is_object) {
        if (!passing_.is_open()) {
            if (is_object) {
                leave_object(container_);
            }
            close(container_);
            return true;
        }
        if (passing_.on_container_end(is_object)) {
            const std::size_t index = std::exchange(passing_node_, none);
            if (index != none) {
                use_passed(index);
                close(index);
            }
            expects_key_ = true;
        }
        return true;
    }

    /// Gives the node what was made of the value that went by.
    void use_passed(std::size_t index) {
        if (passing_.wanted() == passing::purpose::python_text) {
            findings_.report(at(index), issue_code::invalid_choice, passing_.take_python_text());
        }
        if constexpr (passing::has_members) {
            if (passing_.wanted() == passing::purpose::members) {
                filler_.fill(at(index), slot_, passing_.members());
            }
        }
    }

    void enter_object(std::size_t index) {
        container_ = index;
        likely_ = index + 1;
        expects_key_ = true;
        for (std::size_t child = index + 1; child < table[index].end; child = table[child].end) {
            states_[child].seen = false;
        }
        if (table[index].is_item) {
            const bool refused = findings_.has_issues_since(states_[table[index].parent].found);
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
                findings_.report(at(child), issue_code::required);
            } else {
                filler_.reset(at(index), slot_, child);
            }
        }
    }

    bool on_scalar(const scalar& value) {
        if (passing_.is_open()) {
            passing_.on_scalar(value);
            return true;
        }
        const std::size_t index = take_target();
        expects_key_ = true;
        if (too_many_items()) {
            return false;
        }
        if (index != none) {
            filler_.fill(at(index), slot_, value);
            close(index);
        }
        return true;
    }

    payload_type& payload_;
    const parse_limits& limits_;
    findings findings_;
    field_filler<Document> filler_;
    std::array<node_state, table.size()> states_{};
    /// The object or list that is open.
    std::size_t container_ = none;
    /// The node that the next value belongs to, in an object or at the start.
    std::size_t pending_ = 0;
    /// The node that the next key probably names.
    std::size_t likely_ = 1;
    /// Whether the next string is a key of a known object.
    bool expects_key_ = false;
    /// A value that fills no member by itself, and whose it is.
    passing passing_;
    std::size_t passing_node_ = none;
    /// Which item of the list is read, and how many have begun.
    std::size_t item_ = 0;
    std::size_t item_count_ = 0;
    /// Where in the payload's list the current item goes, and how many places are taken.
    std::size_t slot_ = 0;
    std::size_t filled_ = 0;
};

} // namespace flaghook::inline FLAGHOOK_ABI::json

#endif
