/// @file
/// The idempotency token of a change.
#ifndef FLAGHOOK_MODEL_CHANGE_ID_HPP
#define FLAGHOOK_MODEL_CHANGE_ID_HPP

#include <flaghook/version.hpp>

#include <charconv>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

namespace detail {

/// An integer that is a number: neither `bool` nor a character.
template <class Type>
concept id_integer = std::integral<Type> && sizeof(Type) <= sizeof(std::uint64_t) &&
                     !std::same_as<Type, bool> && !std::same_as<Type, char> &&
                     !std::same_as<Type, wchar_t> && !std::same_as<Type, char8_t> &&
                     !std::same_as<Type, char16_t> && !std::same_as<Type, char32_t>;

} // namespace detail

/// A 64-bit integer that identifies a group of changes.
///
/// If a request has several changes with the same id, Sentry records only the first.
///
/// The range is -2^63 to 2^64-1, which contains all values of `std::int64_t` and `std::uint64_t`.
/// The documentation asks for a 64-bit number, but does not say whether it is signed. Senders of
/// both kinds exist: a hash that is read as a signed integer may be negative, and a counter may
/// exceed 2^63. Sentry has no limit. When a body is parsed, an id outside the range is the issue
/// `issue_code::out_of_range`.
///
/// The class is a value type: 16 bytes, trivially copyable, and compared as an integer. Its
/// functions do not throw, unless they return or append to a `std::string`.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet values.cpp change_id
/// @see derive_change_id to derive an id from a text
class change_id {
public:
    /// Constructs the id 0.
    constexpr change_id() noexcept = default;

    /// Converts an integer of any type up to 64 bits, except `bool` and character types.
    /// @param value the id; every value is in range
    template <detail::id_integer Integer>
    constexpr change_id(Integer value) noexcept
        : bits_(static_cast<std::uint64_t>(value)), negative_(value < Integer{}) {}

    /// Makes an id from its sign and its absolute value.
    /// @param negative whether the id is below zero; ignored if `magnitude` is 0
    /// @param magnitude the absolute value
    /// @return the id, or `std::nullopt` if it is below -2^63
    [[nodiscard]] static constexpr std::optional<change_id>
    from_magnitude(bool negative, std::uint64_t magnitude) noexcept {
        if (!negative || magnitude == 0) {
            return change_id(magnitude);
        }
        if (magnitude > std::uint64_t{1} << 63U) {
            return std::nullopt;
        }
        change_id result;
        result.bits_ = ~magnitude + 1;
        result.negative_ = true;
        return result;
    }

    /// Parses a decimal number:
    /// @code{.unparsed}
    /// decimal = [ "-" ] 1*DIGIT
    /// @endcode
    ///
    /// Leading zeros are allowed. This is the form that `to_string` writes. In a body, Sentry
    /// accepts many other forms; see `blueprint::integer`.
    /// @param text the number, without white space
    /// @return the id, or `std::nullopt` for other text and for numbers out of range
    /// @par Complexity
    /// Linear in `text.size()`.
    ///
    /// @par Example
    /// @snippet values.cpp change_id
    [[nodiscard]] static constexpr std::optional<change_id>
    from_decimal(std::string_view text) noexcept {
        const bool negative = text.starts_with('-');
        text.remove_prefix(negative ? 1 : 0);
        if (text.empty()) {
            return std::nullopt;
        }
        std::uint64_t magnitude = 0;
        for (const char character : text) {
            if (character < '0' || character > '9') {
                return std::nullopt;
            }
            const auto digit = static_cast<std::uint64_t>(character - '0');
            constexpr std::uint64_t limit = std::numeric_limits<std::uint64_t>::max();
            if (magnitude > (limit - digit) / 10) {
                return std::nullopt;
            }
            magnitude = magnitude * 10 + digit;
        }
        return from_magnitude(negative, magnitude);
    }

    /// Checks whether the id is below zero.
    [[nodiscard]] constexpr bool is_negative() const noexcept { return negative_; }

    /// Returns the absolute value: at most 2^63 for a negative id, at most 2^64-1 otherwise.
    [[nodiscard]] constexpr std::uint64_t magnitude() const noexcept {
        return negative_ ? ~bits_ + 1 : bits_;
    }

    /// Returns the low 64 bits in two's complement, for use as a hash or a database key.
    ///
    /// A negative and a positive id may have the same bits, such as -1 and 2^64-1. `is_negative`
    /// distinguishes them.
    [[nodiscard]] constexpr std::uint64_t bits() const noexcept { return bits_; }

    /// The maximum length of the decimal text.
    static constexpr std::size_t max_text = 20;

    /// Writes the decimal text, which is also the JSON number.
    /// @param out receives 1 to `max_text` characters; no NUL is written
    /// @pre `out` has space for `max_text` characters.
    /// @return one past the last character
    [[nodiscard]] char* write_to(char* out) const noexcept {
        if (negative_) {
            *out++ = '-';
        }
        // A positive number has up to 20 digits, a negative number up to 19.
        return std::to_chars(out, out + (negative_ ? max_text - 1 : max_text), magnitude()).ptr;
    }

    /// Appends the decimal text, which is also the JSON number: 1 to `max_text` characters.
    /// @param out the text to append to
    /// @throws std::bad_alloc only
    void append_to(std::string& out) const {
        char text[max_text] = {};
        out.append(text, write_to(text));
    }

    /// Returns the decimal text, which is also the JSON number.
    /// @throws std::bad_alloc only
    [[nodiscard]] std::string to_string() const {
        std::string result;
        append_to(result);
        return result;
    }

    /// Compares two ids as integers, whatever types they were made from.
    friend constexpr bool operator==(const change_id&, const change_id&) noexcept = default;

    /// Orders two ids as integers.
    friend constexpr std::strong_ordering operator<=>(const change_id& left,
                                                      const change_id& right) noexcept {
        if (left.negative_ != right.negative_) {
            return left.negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
        }
        // Two's complement preserves the order of numbers with the same sign.
        return left.bits_ <=> right.bits_;
    }

private:
    std::uint64_t bits_ = 0;
    bool negative_ = false;
};

/// Returns the decimal text, as `change_id::to_string` does.
/// @param id the id
/// @throws std::bad_alloc only
[[nodiscard]] inline std::string to_string(const change_id& id) {
    return id.to_string();
}

/// Writes the decimal text of an id to a stream.
template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out,
                                             const change_id& id) {
    char text[change_id::max_text] = {};
    return out << std::string_view(text, static_cast<std::size_t>(id.write_to(text) - text));
}

} // namespace flaghook::inline FLAGHOOK_ABI

/// Hashes ids, so that they can be keys of the standard library's unordered containers.
template <>
struct std::hash<flaghook::change_id> {
    /// Returns the hash of `id.bits()`.
    [[nodiscard]] std::size_t operator()(const flaghook::change_id& id) const noexcept {
        return std::hash<std::uint64_t>{}(id.bits());
    }
};

#endif
