/// @file
/// An object or array that fills no member by itself.
#ifndef FLAGHOOK_JSON_PASSING_VALUE_HPP
#define FLAGHOOK_JSON_PASSING_VALUE_HPP

#include <flaghook/json/free_object.hpp>
#include <flaghook/json/repr.hpp>
#include <flaghook/json/scalar.hpp>
#include <flaghook/version.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace flaghook::inline FLAGHOOK_ABI::json {

/// An object or array whose events go by: nobody declared it, or its field takes none. All that is
/// made of them is what somebody asks for.
/// @tparam HasMembers whether the members of an object may be asked for; a document without such
/// fields pays nothing for them
template <bool HasMembers>
class passing_value {
public:
    static constexpr bool has_members = HasMembers;

    /// What is made of the events.
    enum class purpose : std::uint8_t {
        nothing,
        python_text, ///< what Python's `repr` writes, for a message
        members      ///< the members of the object
    };

    /// Whether an object or array is going by.
    [[nodiscard]] bool is_open() const noexcept { return levels_ != 0; }

    /// What is made of it.
    [[nodiscard]] purpose wanted() const noexcept { return purpose_; }

    /// Begins with an object or array.
    void begin(purpose wanted, bool is_object) {
        purpose_ = wanted;
        on_container_begin(is_object);
    }

    /// An object or array in it begins.
    void on_container_begin(bool is_object) {
        ++levels_;
        pass_on([is_object](auto& to) { is_object ? to.on_object_begin() : to.on_array_begin(); });
    }

    /// An object or array ends, in it or as the last of it.
    /// @return whether all of it has gone by
    [[nodiscard]] bool on_container_end(bool is_object) {
        pass_on([is_object](auto& to) { is_object ? to.on_object_end() : to.on_array_end(); });
        return --levels_ == 0;
    }

    /// The key of a member.
    void on_key(std::string_view key) {
        pass_on([key](auto& to) { to.on_key(key); });
    }

    /// A value in it.
    void on_scalar(const scalar& value) {
        pass_on([&value](auto& to) { value.deliver_to(to); });
    }

    /// The finished text.
    [[nodiscard]] std::string take_python_text() { return python_text_.take(); }

    /// What builds the members, and has all of them at the end.
    [[nodiscard]] free_object_builder& members() noexcept requires HasMembers { return members_; }

    /// Forgets what was begun.
    void clear() noexcept {
        levels_ = 0;
        python_text_.clear();
        if constexpr (HasMembers) {
            members_.clear();
        }
    }

private:
    template <class Event>
    void pass_on(Event event) {
        if (purpose_ == purpose::python_text) {
            event(python_text_);
        }
        if constexpr (HasMembers) {
            if (purpose_ == purpose::members) {
                event(members_);
            }
        }
    }

    struct no_members {};

    std::size_t levels_ = 0;
    purpose purpose_ = purpose::nothing;
    repr_builder python_text_;
    std::conditional_t<HasMembers, free_object_builder, no_members> members_;
};

} // namespace flaghook::inline FLAGHOOK_ABI::json

#endif
