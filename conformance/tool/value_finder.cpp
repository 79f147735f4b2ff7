#include "tool/value_finder.hpp"

#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/json/reader.hpp>
#include <flaghook/server/text.hpp>

#include "tool/printable.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace flaghook::tool {

namespace {

/// Follows a body's events through a version's table and notes the values at wanted places.
class value_finder {
public:
    value_finder(std::span<const issue> wanted, std::vector<std::string>& found)
        : wanted_(wanted), found_(found), table_(wanted.front().location().table) {}

    /// @name Events
    /// @{
    void on_begin() {
        frames_.clear();
        pending_ = 0;
        item_ = 0;
    }
    [[nodiscard]] bool wants_text() const noexcept { return true; }

    bool on_object_begin() { return open("an object", blueprint::node_kind::object); }
    bool on_array_begin() { return open("a list", blueprint::node_kind::list); }
    bool on_object_end() { return close(); }
    bool on_array_end() { return close(); }

    bool on_key(std::string_view key) {
        pending_ = find_child(frames_.back().node, key);
        return true;
    }

    bool on_null() { return note("null"); }
    bool on_bool(bool value) { return note(value ? "true" : "false"); }
    bool on_string(std::string_view text) {
        const std::size_t length = server::count_code_points(text);
        return note(
            excerpt(text, most_characters) +
            (length > most_characters ? " of " + std::to_string(length) + " characters" : ""));
    }
    bool on_number(std::string_view literal) {
        return note(std::string(literal.substr(0, most_characters)) +
                    (literal.size() > most_characters
                         ? "... of " + std::to_string(literal.size()) + " characters"
                         : ""));
    }
    /// @}

private:
    /// Stands for a value that the version does not know.
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    /// How much of a value is shown.
    static constexpr std::size_t most_characters = 60;

    /// An object or list that is open.
    struct frame {
        std::size_t node;
        bool is_list;
        std::size_t next_item = 0;
    };

    [[nodiscard]] std::size_t find_child(std::size_t parent, std::string_view key) const {
        if (parent == none) {
            return none;
        }
        for (std::size_t child = parent + 1; child < table_[parent].end;
             child = table_[child].end) {
            if (table_[child].name == key) {
                return child;
            }
        }
        return none;
    }

    /// The node of the value that begins now.
    std::size_t take_node() {
        if (frames_.empty() || !frames_.back().is_list) {
            return std::exchange(pending_, none);
        }
        frame& list = frames_.back();
        if (list.node == none) {
            return none;
        }
        item_ = list.next_item++;
        return list.node + 1;
    }

    /// Notes what stands at a node, and forgets what a former value of the same key had inside.
    void note_at(std::size_t node, const std::string& what) {
        if (node == none) {
            return;
        }
        const std::size_t item = table_[node].item != 0 ? item_ : 0;
        const location here{table_, node, item};
        const auto is_inside = [&](const location& place) {
            return place.node < table_[node].end && (table_[node].item == 0 || place.item == item);
        };
        const auto first = std::ranges::lower_bound(wanted_, here, std::less<>{}, &issue::location);
        for (auto one = first; one != wanted_.end() && is_inside(one->location()); ++one) {
            found_[static_cast<std::size_t>(one - wanted_.begin())] =
                one->location() == here ? what : std::string();
        }
    }

    bool note(const std::string& what) {
        note_at(take_node(), what);
        return true;
    }

    bool open(const char* what, blueprint::node_kind kind) {
        const std::size_t node = take_node();
        note_at(node, what);
        const bool fits = node != none && table_[node].kind == kind;
        frames_.push_back({fits ? node : none, kind == blueprint::node_kind::list});
        return true;
    }

    bool close() {
        frames_.pop_back();
        return true;
    }

    std::span<const issue> wanted_;
    std::vector<std::string>& found_;
    const blueprint::node* table_;
    std::vector<frame> frames_;
    std::size_t pending_ = 0;
    std::size_t item_ = 0;
};

} // namespace

std::vector<std::string> find_values(std::string_view body, std::span<const issue> issues,
                                     std::size_t max_depth) {
    std::vector<std::string> result(issues.size());
    if (issues.empty()) {
        return result;
    }
    value_finder finder(issues, result);
    std::string scratch;
    // The parser has read this body before: whatever it makes of it, the values stand.
    static_cast<void>(json::read(body, finder, scratch, max_depth));
    return result;
}

} // namespace flaghook::tool
