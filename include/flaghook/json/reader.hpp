/// @file
/// The reader of bodies, generated from the declaration of a protocol version.
#ifndef FLAGHOOK_JSON_READER_HPP
#define FLAGHOOK_JSON_READER_HPP

#include <flaghook/blueprint/place.hpp>
#include <flaghook/json/deviation.hpp>
#include <flaghook/json/findings.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/json/refusal.hpp>
#include <flaghook/json/tokenizer.hpp>
#include <flaghook/server/repr.hpp>
#include <flaghook/server/syntax_error.hpp>
#include <flaghook/server/value.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI::json::detail {

/// Reads bodies in one pass by a declaration, and keeps its memory from body to body.
///
/// Each function first compares with the documented form: the next field in the documented order,
/// and the documented type. Out-of-line functions read all other accepted forms, starting at the
/// same position. If a value is invalid, its rule reports an issue and reading continues behind it,
/// so a refused body takes one pass, too.
///
/// Rules (`blueprint::rule`) use the public functions of this class and of `tokenizer`.
/// @tparam Document the type that declares the fields; see `blueprint/v1.hpp`
template <blueprint::document Document>
class reader : public tokenizer {
public:
    using payload_type = typename Document::payload_type;
    /// A value of any type, for rules that find an undocumented one.
    using value_type = server::detail::value;

    explicit reader(const parse_limits& limits = {}) noexcept : limits_(limits) {}

    /// Reads a body.
    /// @param body any bytes; an empty body counts as `{}`
    /// @param out receives the payload; unspecified if the body is refused
    /// @param why receives the refusal
    /// @param deviations receives the deviations of single fields; may be null
    /// @return whether the body is accepted
    [[nodiscard]] bool read(std::string_view body, payload_type& out, refusal& why,
                            std::vector<deviation>* deviations) {
        refusal_ = &why;
        // What an exception leaves behind is not a success.
        why.status_ = 500;
        why.item_count_ = 0;
        findings_.begin(why.issues_, deviations, limits_.issues);
        if (body.size() > limits_.body_size) {
            return refuse(413, issue_code::too_large, std::to_string(limits_.body_size));
        }
        too_many_items_ = false;
        begin(body.empty() ? std::string_view("{}") : body, limits_.depth);
        const char* at = skip_space(text().data());
        if (limits_.depth < levels) [[unlikely]] {
            // The functions below do not count the levels of declared objects and lists.
            at = skip_value(at, 0) != nullptr ? at : nullptr;
        }
        if (at != nullptr) {
            at = read_place<blueprint::whole_document<Document>>(at, out);
        }
        if (at != nullptr) {
            at = skip_space(at);
            if (left(at) != 0) [[unlikely]] {
                at = fail(server::detail::syntax_error::extra_data, at);
            }
        }
        if (at == nullptr) [[unlikely]] {
            return refuse_text(body);
        }
        if (!findings_.finish()) [[unlikely]] {
            why.status_ = findings_.is_unprintable() ? 500 : 200;
            return false;
        }
        return true;
    }

    /// @name For rules
    /// @{

    /// Reports an issue at a place.
    template <class Place>
    void report(issue_code code, std::string&& detail = {}) {
        findings_.report(Place::node, code, std::move(detail));
    }
    /// Reports an issue at a place, with a message that echoes a text.
    template <class Place>
    void report_echoed(issue_code code, std::string_view echoed) {
        findings_.report_echoed(Place::node, code, echoed);
    }
    /// Checks whether the caller wants deviations.
    [[nodiscard]] bool wants_deviations() const noexcept { return findings_.wants_deviations(); }
    /// Reports a deviation at a place, if the caller wants deviations.
    template <class Place>
    void deviate(deviation_code code, std::string detail = {}) {
        findings_.deviate(Place::node, code, std::move(detail));
    }

    /// Reads any value at a place.
    /// @param container_text receives Python's `repr` of an object or a list; may be null
    template <class Place>
    [[nodiscard]] const char* read_value(const char* at, value_type& out,
                                         std::string* container_text = nullptr) {
        if (container_text == nullptr || !(starts_with(at, '{') || starts_with(at, '['))) {
            return read_any(at, Place::level, out);
        }
        out.is =
            *at == '{' ? server::detail::value::type::object : server::detail::value::type::array;
        server::detail::repr_builder python_text;
        at = walk(at, Place::level, python_text);
        *container_text = python_text.take();
        return at;
    }

    /// Assigns a text to a member.
    template <class Member>
    void assign(Member& member, std::string_view text) {
        using plain = blueprint::plain_member_t<Member>;
        if constexpr (std::is_same_v<Member, std::string>) {
            member.assign(text);
        } else if constexpr (std::is_same_v<plain, std::string_view>) {
            member = keep(text);
        } else {
            member = plain(text);
        }
    }

    /// Reads an object by its fields.
    template <class Place, class Owner>
    [[nodiscard]] const char* read_object(const char* at, Owner& out) {
        static_assert(blueprint::field_count<Place> < 32,
                      "flaghook: an object must have at most 31 fields");
        if (!starts_with(at, '{')) [[unlikely]] {
            return read_no_container<Place>(at, issue_code::invalid);
        }
        std::uint32_t seen = 0;
        const bool is_complete =
            blueprint::for_each_position<blueprint::field_count<Place>>([&](auto position) {
                using field = blueprint::field_of<Place, position>;
                const char* const value = skip_likely_key<field, position == 0>(at);
                if (value == nullptr) {
                    return false;
                }
                at = read_place<field>(value, out.*field::declaration.member);
                seen |= std::uint32_t{1} << position;
                return at != nullptr;
            });
        if (is_complete) [[likely]] {
            const char* const end = skip_space(at);
            if (starts_with(end, '}')) [[likely]] {
                return end + 1;
            }
        }
        return at == nullptr ? nullptr : read_in_any_order<Place>(at, out, seen);
    }

    /// Reads a list of objects.
    template <class Place, class Container>
    [[nodiscard]] const char* read_list(const char* at, Container& items) {
        using item = blueprint::item_of<Place>;
        static_assert(blueprint::is_object<blueprint::rule_of<item>>,
                      "flaghook: lists in a document may contain only objects");
        refusal_->item_count_ = 0;
        if (!starts_with(at, '[')) [[unlikely]] {
            return read_no_container<Place>(at, issue_code::not_a_list);
        }
        std::size_t count = 0;
        // After an item with an issue, the list is refused, and all further items overwrite one
        // element of the payload.
        std::size_t filled = 0;
        std::size_t item_size = 1;
        at = skip_space(at + 1);
        while (!starts_with(at, ']')) {
            if (count == limits_.items) [[unlikely]] {
                too_many_items_ = true;
                return nullptr;
            }
            if (filled == items.size()) {
                if (filled == items.capacity() && filled != 0) {
                    make_room(items, left(at) / item_size);
                }
                items.emplace_back();
            }
            const char* const first = at;
            findings_.begin_item(count);
            at = read_place<item>(at, items[filled]);
            if (at == nullptr) {
                return nullptr;
            }
            ++count;
            filled += findings_.has_refused_items() ? 0U : 1U;
            item_size = static_cast<std::size_t>(at - first);
            at = skip_space(at);
            if (starts_with(at, ']')) {
                break;
            }
            at = skip_comma<']'>(at);
            if (at == nullptr) {
                return nullptr;
            }
        }
        if (!findings_.has_refused_items()) {
            items.resize(filled);
        }
        refusal_->item_count_ = count;
        return at + 1;
    }
    /// @}

private:
    static constexpr const auto& table = blueprint::nodes<Document>;

    /// The nesting depth of a documented body.
    static constexpr std::size_t levels = [] {
        std::size_t deepest = 0;
        blueprint::for_each_place<blueprint::whole_document<Document>>(
            [&]<class Place>() { deepest = std::max(deepest, Place::level); });
        return deepest;
    }();

    template <class Place, class Member>
    [[nodiscard]] const char* read_place(const char* at, Member& out) {
        return blueprint::rule_of<Place>::template read<Place>(*this, at, out);
    }

    /// Skips the key of a field, with the separator before it and the colon behind it: `,"flag":`.
    /// @return `nullptr` if the text is different, which is not an error
    template <class Field, bool IsFirst>
    [[nodiscard]] const char* skip_likely_key(const char* at) const noexcept {
        using blueprint::character;
        constexpr char separator = IsFirst ? '{' : ',';
        constexpr const auto& key = blueprint::key<Field>;
        // Nearly all bodies have one of these two forms. Each takes one comparison.
        static constexpr auto compact = blueprint::joined(character<separator>, key);
        static constexpr auto spaced = blueprint::joined(character<separator>, character<' '>, key);
        if (starts_with(at, compact)) {
            return skip_space(at + compact.size());
        }
        if (starts_with(at, spaced)) {
            return skip_space(at + spaced.size());
        }
        at = skip_space(at);
        if (!starts_with(at, separator)) {
            return nullptr;
        }
        at = skip_space(at + 1);
        return starts_with(at, key) ? skip_space(at + key.size()) : nullptr;
    }

    /// Reads the rest of an object whose next key is not the expected one.
    /// @param at the opening brace, or the position behind a value
    /// @param seen one bit for each field that was read
    template <class Place, class Owner>
    [[nodiscard, gnu::noinline]] const char* read_in_any_order(const char* at, Owner& out,
                                                               std::uint32_t seen) {
        constexpr std::size_t count = blueprint::field_count<Place>;
        constexpr std::uint32_t all = (std::uint32_t{1} << count) - 1;
        const bool is_first = seen == 0;
        at = skip_space(is_first ? at + 1 : at);
        // A sender uses the same order in each object, so the field that followed each field last
        // time is tried first.
        std::uint8_t* likely = is_first ? &first_[Place::node] : nullptr;
        std::size_t position = count;
        if (starts_with(at, '}')) {
            complete<Place>(out, seen);
            return at + 1;
        }
        if (!is_first && (at = skip_comma<'}'>(at)) == nullptr) {
            return nullptr;
        }
        for (;;) {
            const char* value = nullptr;
            if (likely != nullptr) {
                position = *likely;
                value = skip_key<Place>(at, position);
            }
            if (value == nullptr) {
                value = find_key<Place>(at, position);
                if (value == nullptr) {
                    return nullptr;
                }
                if (position == count) {
                    at = skip_value(value, Place::level + 1);
                } else if (likely != nullptr) {
                    *likely = static_cast<std::uint8_t>(position);
                }
            }
            if (position != count) {
                const std::uint32_t bit = std::uint32_t{1} << position;
                if ((seen & bit) != 0) [[unlikely]] {
                    begin_again<Place>(position);
                }
                seen |= bit;
                at = read_field<Place>(value, out, position);
                likely = &next_[field_nodes<Place>[position]];
            }
            if (at == nullptr) {
                return nullptr;
            }
            at = skip_space(at);
            if (starts_with(at, '}')) {
                if (seen != all) {
                    complete<Place>(out, seen);
                }
                return at + 1;
            }
            if ((at = skip_comma<'}'>(at)) == nullptr) {
                return nullptr;
            }
        }
    }

    /// Reads the value of the field with a given position in the declaration.
    template <class Place, class Owner>
    [[nodiscard]] const char* read_field(const char* at, Owner& out, std::size_t position) {
        blueprint::for_each_position<blueprint::field_count<Place>>([&](auto each) {
            if (position != each) {
                return true;
            }
            using field = blueprint::field_of<Place, each>;
            at = read_place<field>(at, out.*field::declaration.member);
            return false;
        });
        return at;
    }

    /// Skips the key of a field with its colon, if it is next and has no escapes.
    /// @return the position of the value, or `nullptr`, which is not an error
    template <class Place>
    [[nodiscard]] const char* skip_key(const char* at, std::size_t position) const noexcept {
        const char* value = nullptr;
        blueprint::for_each_position<blueprint::field_count<Place>>([&](auto each) {
            constexpr const auto& key = blueprint::key<blueprint::field_of<Place, each>>;
            if (position != each) {
                return true;
            }
            if (starts_with(at, key)) {
                value = skip_space(at + key.size());
            }
            return false;
        });
        return value;
    }

    /// Reads any key.
    /// @param position receives the position of its field; the number of fields for an unknown key
    /// @return the position of the value; `nullptr` if the text is malformed
    template <class Place>
    [[nodiscard]] const char* find_key(const char* at, std::size_t& position) {
        constexpr std::size_t count = blueprint::field_count<Place>;
        position = count;
        blueprint::for_each_position<count>([&](auto each) {
            if (!starts_with(at, blueprint::quoted_key<blueprint::field_of<Place, each>>)) {
                return true;
            }
            position = each;
            return false;
        });
        if (position != count) {
            return skip_colon(at + 2 + table[field_nodes<Place>[position]].name.size());
        }
        std::string_view key;
        at = read_key(at, key);
        if (at == nullptr) {
            return nullptr;
        }
        if (!is_verbatim(key)) {
            for (std::size_t each = 0; each < count; ++each) {
                position = table[field_nodes<Place>[each]].name == key ? each : position;
            }
        }
        if (position == count && wants_deviations()) {
            deviate<Place>(deviation_code::unknown_key, std::string(key));
        }
        return at;
    }

    /// The nodes of the fields of an object.
    template <class Place>
    static constexpr auto field_nodes = [] {
        std::array<std::size_t, blueprint::field_count<Place>> nodes{};
        blueprint::for_each_position<nodes.size()>([&](auto position) {
            nodes[position] = blueprint::field_of<Place, position>::node;
            return true;
        });
        return nodes;
    }();

    /// Rolls back the findings of the earlier value of a repeated key.
    template <class Place>
    [[gnu::cold, gnu::noinline]] void begin_again(std::size_t position) {
        const std::size_t node = field_nodes<Place>[position];
        if (wants_deviations()) {
            deviate<Place>(deviation_code::repeated_key, std::string(table[node].name));
        }
        findings_.roll_back(node);
    }

    /// Reports the required fields that an object does not have. A missing optional field gets the
    /// model's default, because the payload may have a value of an earlier body.
    template <class Place, class Owner>
    [[gnu::cold, gnu::noinline]] void complete(Owner& out, std::uint32_t seen) {
        blueprint::for_each_position<blueprint::field_count<Place>>([&](auto position) {
            using field = blueprint::field_of<Place, position>;
            if ((seen >> position & 1U) == 0) {
                if constexpr (field::declaration.presence == blueprint::presence::required) {
                    report<field>(issue_code::required);
                } else {
                    out.*field::declaration.member = Owner{}.*field::declaration.member;
                }
            }
            return true;
        });
    }

    /// Reports a value that is not of the declared type, object or list.
    template <class Place>
    [[nodiscard, gnu::cold, gnu::noinline]] const char* read_no_container(const char* at,
                                                                          issue_code code) {
        server::detail::value other;
        at = read_any(at, Place::level, other);
        if (at == nullptr) {
            return nullptr;
        }
        if (other.is_null()) {
            report<Place>(issue_code::null);
        } else {
            report<Place>(code, std::string(other.python_type()));
        }
        return at;
    }

    /// Reserves memory for all items of the body if they have the size of the last one, which
    /// avoids repeated moves.
    template <class Container>
    [[gnu::noinline]] void make_room(Container& items, std::size_t more) {
        items.reserve(std::min(items.size() + more, std::max(limits_.items, items.size())));
    }

    /// Refuses a body that was not read to its end. As in Python, errors of decoding come first.
    [[gnu::noinline]] bool refuse_text(std::string_view body) {
        if (too_many_items_) {
            return refuse(413, issue_code::too_many_items, std::to_string(limits_.items));
        }
        const server::detail::utf8_extent extent = server::detail::measure_utf8(body);
        if (!extent.complete_or_cut) {
            return refuse(400, issue_code::parse_error,
                          server::detail::describe_utf8_error(body, extent));
        }
        if (error() == server::detail::syntax_error::too_deep) {
            return refuse(500, issue_code::too_deep,
                          std::to_string(std::min(limits_.depth, max_depth)));
        }
        return refuse(400, issue_code::parse_error,
                      server::detail::describe(error(), text(), error_position()));
    }

    bool refuse(int status, issue_code code, std::string detail) {
        refusal_->status_ = status;
        refusal_->item_count_ = 0;
        refusal_->issues_.clear();
        refusal_->issues_.emplace_back(field_location{table.data()}, code, std::move(detail));
        return false;
    }

    parse_limits limits_;
    refusal* refusal_ = nullptr;
    findings<Document> findings_;
    bool too_many_items_ = false;
    /// For each object's node: the position of the field that was first in the last such object.
    std::array<std::uint8_t, table.size()> first_{};
    /// For each field's node: the position of the field that followed it last time.
    std::array<std::uint8_t, table.size()> next_{};
};

} // namespace flaghook::inline FLAGHOOK_ABI::json::detail

#endif
