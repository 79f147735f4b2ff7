/// @file
/// The shortest decimal number that converts back to a given floating-point number.
#ifndef FLAGHOOK_SERVER_SHORTEST_DECIMAL_HPP
#define FLAGHOOK_SERVER_SHORTEST_DECIMAL_HPP

#include <flaghook/server/nearest_double.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// A decimal number that is not negative: digits with a point behind the first, and a power of ten.
class shortest_decimal {
public:
    /// Returns the shortest decimal that converts back to `value`; of several, the nearest one.
    /// @param value finite and not negative
    [[nodiscard]] static shortest_decimal of(double value) noexcept {
        if constexpr (library_writes<double>) {
            return by_library(value);
        } else {
            return by_search(value);
        }
    }

    /// Does the work of `of` with the standard library. libc++ before version 14, and some builds
    /// of later versions, cannot.
    template <class Float>
    [[nodiscard]] static shortest_decimal by_library(Float value) noexcept {
        // The longest text is 1.7976931348623157e+308.
        char scientific[32] = {};
        const auto written = std::to_chars(scientific, scientific + sizeof scientific, value,
                                           std::chars_format::scientific);
        const std::string_view text(scientific, static_cast<std::size_t>(written.ptr - scientific));
        const std::size_t exponent_at = text.find('e');
        shortest_decimal result;
        for (const char digit : text.substr(0, exponent_at)) {
            if (digit != '.') {
                result.digits_[result.size_++] = digit;
            }
        }
        std::string_view exponent = text.substr(exponent_at + 1);
        exponent.remove_prefix(exponent.starts_with('+') ? 1 : 0);
        std::from_chars(exponent.data(), exponent.data() + exponent.size(), result.exponent_);
        return result;
    }

    /// Does the work of `of` by a search: rounds the exact digits, and converts the result back.
    [[nodiscard]] static shortest_decimal by_search(double value) noexcept {
        if (value == 0) {
            return shortest_decimal(0, 0);
        }
        const expansion exact(value);
        // If some number of digits is enough, every larger number is, too.
        std::size_t too_few = 0;
        std::size_t enough = std::numeric_limits<double>::max_digits10;
        shortest_decimal result = exact.rounded(enough, value);
        while (enough - too_few > 1) {
            const std::size_t middle = (too_few + enough) / 2;
            const shortest_decimal shorter = exact.rounded(middle, value);
            if (shorter.size_ == 0) {
                too_few = middle;
            } else {
                enough = middle;
                result = shorter;
            }
        }
        return result;
    }

    /// The digits, without zeros at the end; `0` for zero.
    [[nodiscard]] std::string_view digits() const noexcept { return {digits_.data(), size_}; }

    /// The power of ten.
    [[nodiscard]] int exponent() const noexcept { return exponent_; }

private:
    // A template, because elsewhere a missing function is an error.
    template <class Float>
    static constexpr bool library_writes = requires(char* at, Float value) {
        std::to_chars(at, at, value, std::chars_format::scientific);
    };

    shortest_decimal() = default;

    /// `number` times ten to the power of `last_exponent`.
    shortest_decimal(std::uint64_t number, int last_exponent) noexcept {
        char* const end =
            std::to_chars(digits_.data(), digits_.data() + digits_.size(), number).ptr;
        size_ = static_cast<std::size_t>(end - digits_.data());
        exponent_ = last_exponent + static_cast<int>(size_) - 1;
        while (size_ > 1 && digits_[size_ - 1] == '0') {
            --size_;
        }
    }

    /// An integer with enough digits for every `double` without its point: 767.
    class whole_number {
    public:
        explicit whole_number(std::uint64_t value) noexcept {
            for (; value != 0; value /= base) {
                parts_[size_++] = static_cast<std::uint32_t>(value % base);
            }
        }

        void multiply(std::uint64_t factor, int times) noexcept {
            // 5^12 is less than `base`, so the carry is at most one part.
            for (int left = times; left > 0; left -= 12) {
                std::uint64_t power = 1;
                for (int count = std::min(left, 12); count > 0; --count) {
                    power *= factor;
                }
                std::uint64_t carried = 0;
                for (std::size_t at = 0; at < size_; ++at) {
                    carried += parts_[at] * power;
                    parts_[at] = static_cast<std::uint32_t>(carried % base);
                    carried /= base;
                }
                if (carried != 0) {
                    parts_[size_++] = static_cast<std::uint32_t>(carried);
                }
            }
        }

        static constexpr std::size_t digits_of_part = 9;
        static constexpr std::size_t max_parts = 86;
        static constexpr std::size_t max_digits = max_parts * digits_of_part;

        /// Writes the digits without leading zeros, and returns their number.
        [[nodiscard]] std::size_t write(std::array<char, max_digits>& out) const noexcept {
            char* at = out.data();
            at = std::to_chars(at, at + digits_of_part, parts_[size_ - 1]).ptr;
            for (std::size_t part = size_ - 1; part > 0; --part) {
                std::uint32_t left = parts_[part - 1];
                for (std::size_t digit = digits_of_part; digit > 0; --digit, left /= 10) {
                    at[digit - 1] = static_cast<char>('0' + left % 10);
                }
                at += digits_of_part;
            }
            return static_cast<std::size_t>(at - out.data());
        }

    private:
        static constexpr std::uint32_t base = 1'000'000'000;

        std::array<std::uint32_t, max_parts> parts_;
        std::size_t size_ = 0;
    };

    /// The exact decimal digits of a positive number, which are finitely many.
    class expansion {
    public:
        explicit expansion(double value) noexcept {
            constexpr int precision = std::numeric_limits<double>::digits;
            int exponent = 0;
            auto mantissa =
                static_cast<std::uint64_t>(std::ldexp(std::frexp(value, &exponent), precision));
            const int zeros = std::countr_zero(mantissa);
            mantissa >>= zeros;
            exponent += zeros - precision;
            whole_number whole(mantissa);
            // 2^-n = 5^n * 10^-n
            whole.multiply(exponent < 0 ? 5 : 2, std::abs(exponent));
            size_ = whole.write(digits_);
            exponent_ = static_cast<int>(size_) - 1 + std::min(exponent, 0);
        }

        /// Returns the nearest decimal of `count` digits that converts back; without digits if
        /// there is none. Below a power of two, numbers are closer together than above it, so
        /// sometimes only the second nearest decimal converts back.
        [[nodiscard]] shortest_decimal rounded(std::size_t count, double value) const noexcept {
            std::uint64_t below = 0;
            for (std::size_t at = 0; at < count; ++at) {
                below = below * 10 + (at < size_ ? static_cast<unsigned>(digits_[at] - '0') : 0);
            }
            const int last_exponent = exponent_ - static_cast<int>(count) + 1;
            const bool up = rounds_up(count, below % 2 != 0);
            for (const std::uint64_t tried : {up ? below + 1 : below, up ? below : below + 1}) {
                if (reads_as(value, tried, last_exponent)) {
                    return shortest_decimal(tried, last_exponent);
                }
            }
            return {};
        }

    private:
        /// Checks whether to round up after `count` digits: half to even.
        [[nodiscard]] bool rounds_up(std::size_t count, bool is_odd) const noexcept {
            if (count >= size_ || digits_[count] != '5') {
                return count < size_ && digits_[count] > '5';
            }
            const auto rest = std::string_view(digits_.data(), size_).substr(count + 1);
            return is_odd || rest.find_first_not_of('0') != std::string_view::npos;
        }

        /// Checks whether a decimal converts back to `value`. The text has no point, because the
        /// meaning of a point depends on the locale.
        [[nodiscard]] static bool reads_as(double value, std::uint64_t digits,
                                           int exponent) noexcept {
            // The longest text is 18446744073709551615e-2147483648, with a zero byte behind it.
            char text[40] = {};
            char* at = std::to_chars(text, text + 20, digits).ptr;
            *at++ = 'e';
            at = std::to_chars(at, text + sizeof text - 1, exponent).ptr;
            return nearest_double(text, at) == value;
        }

        std::array<char, whole_number::max_digits> digits_;
        std::size_t size_ = 0;
        int exponent_ = 0;
    };

    std::array<char, 20> digits_{};
    std::size_t size_ = 0;
    int exponent_ = 0;
};

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif
