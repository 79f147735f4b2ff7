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
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

/// A 64-bit integer that names one group of changes: among changes of a request with equal ids only
/// the first becomes an audit record.
///
/// The blueprint calls it "a 64-bit number" without saying whether it is signed, and senders exist
/// for both readings (a hash unpacked as a signed integer is negative half of the time, a sequence
/// may pass 2^63). So both are covered: the range is -2^63 ... 2^64-1, every value of
/// `std::int64_t` and of `std::uint64_t`. Sentry itself sets no limit; an id outside this range is
/// the issue `out_of_range`.
///
/// A value type: 16 bytes, trivially copyable, ordered and equal as the integer it is.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @code
/// const flaghook::change_id id = 93899375123;
/// assert(id.to_string() == "93899375123");
/// @endcode
class change_id {
public:
    /// The id 0.
    constexpr change_id() noexcept = default;

    /// From any integer type; every value of the built-in ones fits.
    template <std::integral Integer>
        requires(!std::same_as<Integer, bool> && sizeof(Integer) <= sizeof(std::uint64_t))
    constexpr change_id(Integer value) noexcept
        : bits_(static_cast<std::uint64_t>(value)), negative_(value < Integer{}) {}

    /// The id of the given sign and absolute value, or nothing when it is out of range.
    /// Minus zero is zero.
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

    /// Reads `[-]digits` with no other character, as `to_string` writes it (leading zeros allowed).
    ///
    /// This is the plain form that files and command lines use; what Sentry takes for an integer
    /// is far wider and stands in `server/integer.hpp`.
    /// @return nothing for other text and for numbers out of range. Linear in the length.
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
            constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
            if (magnitude > (most - digit) / 10) {
                return std::nullopt;
            }
            magnitude = magnitude * 10 + digit;
        }
        return from_magnitude(negative, magnitude);
    }

    /// Whether the id is below zero.
    [[nodiscard]] constexpr bool is_negative() const noexcept { return negative_; }

    /// The absolute value: at most 2^63 for a negative id, at most 2^64-1 otherwise.
    [[nodiscard]] constexpr std::uint64_t magnitude() const noexcept {
        return negative_ ? ~bits_ + 1 : bits_;
    }

    /// The low 64 bits in two's complement, for use as a hash or a database key. Two ids may share
    /// them (-1 and 2^64-1); `is_negative` tells those apart.
    [[nodiscard]] constexpr std::uint64_t bits() const noexcept { return bits_; }

    /// The length of the longest decimal text.
    static constexpr std::size_t max_text = 20;

    /// Writes the decimal text, as JSON writes the number, to `out`, which has room for `max_text`
    /// characters.
    /// @return one past the last character
    [[nodiscard]] char* write_to(char* out) const noexcept {
        if (negative_) {
            *out++ = '-';
        }
        // The longest number has 20 digits, the longest below zero has 19.
        return std::to_chars(out, out + (negative_ ? max_text - 1 : max_text), magnitude()).ptr;
    }

    /// Appends the decimal text, as JSON writes the number: 1 to 20 characters.
    void append_to(std::string& out) const {
        char text[max_text] = {};
        out.append(text, write_to(text));
    }

    /// The decimal text, as JSON writes the number.
    [[nodiscard]] std::string to_string() const {
        std::string result;
        append_to(result);
        return result;
    }

    friend constexpr bool operator==(const change_id&, const change_id&) noexcept = default;

    friend constexpr std::strong_ordering operator<=>(const change_id& left,
                                                      const change_id& right) noexcept {
        if (left.negative_ != right.negative_) {
            return left.negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
        }
        // Two's complement keeps the order of numbers of one sign.
        return left.bits_ <=> right.bits_;
    }

private:
    std::uint64_t bits_ = 0;
    bool negative_ = false;
};

} // namespace flaghook::inline FLAGHOOK_ABI

/// Lets ids be keys of the standard's unordered containers.
template <>
struct std::hash<flaghook::change_id> {
    [[nodiscard]] std::size_t operator()(const flaghook::change_id& id) const noexcept {
        return std::hash<std::uint64_t>{}(id.bits());
    }
};

#endif
