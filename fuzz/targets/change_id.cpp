// Fuzzes integers as text and as numbers, and ids derived from text.

#include <flaghook/flaghook.hpp>
#include <flaghook/server/integer.hpp>
#include <flaghook/webhook/derive_change_id.hpp>

#include "byte_source.hpp"
#include "oracle/code_points.hpp"
#include "oracle/digest.hpp"
#include "oracle/python_integer.hpp"
#include "require.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace {

using namespace flaghook;
using namespace flaghook::fuzz;

std::string shown_integer(const std::optional<server::detail::integer>& read) {
    if (!read) {
        return "invalid";
    }
    if (read->beyond) {
        return "beyond";
    }
    return (read->negative && read->magnitude != 0 ? "-" : "") + std::to_string(read->magnitude);
}

std::string by_rules(std::u32string_view text) {
    const std::optional<std::string> read = integer_of(text);
    if (!read) {
        return "invalid";
    }
    const bool negative = read->starts_with('-');
    const std::string_view digits = std::string_view(*read).substr(negative ? 1 : 0);
    return exceeds(digits, "18446744073709551615") ? "beyond" : *read;
}

/// Returns whether a decimal text is within the range of ids.
bool is_in_range(std::string_view decimal) {
    const bool negative = decimal.starts_with('-');
    return !exceeds(decimal.substr(negative ? 1 : 0),
                    negative ? "9223372036854775808" : "18446744073709551615");
}

void check_server_text(std::string_view bytes) {
    const std::u32string points = escaped_code_points(bytes);
    const std::string text = utf8(points);
    const std::optional<server::detail::integer> read = server::detail::read_integer(text);
    const std::string rules = by_rules(points);
    if (shown_integer(read) != rules) {
        fail("an integer is read according to the server's rules",
             {{"text", text}, {"library", shown_integer(read)}, {"rules", rules}});
    }
    if (!read) {
        return;
    }
    const std::optional<change_id> id = read->to_change_id();
    require_same(id.has_value(), is_in_range(*integer_of(points)),
                 "ids are exactly the signed and unsigned 64-bit integers");
    if (id) {
        require_same(id->to_string(), rules, "an id has the integer's value");
    }
    const std::int64_t nearest = read->nearest_int64();
    const bool fits = id && (id->is_negative() || id->magnitude() <= INT64_MAX);
    const std::int64_t end = read->negative ? std::numeric_limits<std::int64_t>::min()
                                            : std::numeric_limits<std::int64_t>::max();
    require_same(std::to_string(nearest), fits ? rules : std::to_string(end),
                 "an integer beyond 64 bits becomes the nearest one");
}

void check_decimal(std::string_view text) {
    const bool negative = text.starts_with('-');
    const std::string_view digits = text.substr(negative ? 1 : 0);
    const bool plain =
        !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
    const std::optional<change_id> read = change_id::from_decimal(text);
    const bool expected = plain && is_in_range(*integer_of(code_points(text)));
    require_same(read.has_value(), expected, "from_decimal reads plain numbers in range");
    if (read) {
        require_same(read->to_string(), *integer_of(code_points(text)),
                     "an id has the value of its text");
        require(change_id::from_decimal(read->to_string()) == read, "an id is read back unchanged");
    }
}

/// An integer type for a sign and 64 bits, where the compiler has one.
__extension__ using wide = __int128;

wide wide_of(const change_id& id) {
    return id.is_negative() ? static_cast<wide>(static_cast<std::int64_t>(id.bits()))
                            : static_cast<wide>(id.bits());
}

void check_order(const change_id& left, const change_id& right) {
    require((left <=> right) == (wide_of(left) <=> wide_of(right)), "ids are ordered as integers");
    require_same(left == right, wide_of(left) == wide_of(right), "ids are equal as integers");
    require(left != right || std::hash<change_id>{}(left) == std::hash<change_id>{}(right),
            "equal ids have equal hashes");
    require(change_id::from_magnitude(left.is_negative(), left.magnitude()) == left,
            "an id is made from its sign and magnitude");
    require(change_id::from_decimal(left.to_string()) == left, "an id has the value of its text");
}

change_id read_id(byte_source& bytes) {
    const bool is_signed = bytes.byte() % 2 != 0;
    const std::uint64_t bits = bytes.number();
    return is_signed ? change_id(static_cast<std::int64_t>(bits)) : change_id(bits);
}

void check_derived(std::string_view key) {
    const change_id id = derive_change_id(key).value();
    std::uint64_t expected = 0;
    for (const char octet : sha256_octets(key).substr(0, 8)) {
        expected = expected << 8U | static_cast<unsigned char>(octet);
    }
    expected &= INT64_MAX;
    require_same(id.to_string(), std::to_string(expected == 0 ? 1 : expected),
                 "a derived id is the beginning of the hash");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = as_text(data, size);
    check_server_text(input);
    check_decimal(input);
    check_derived(input);
    byte_source bytes(input);
    const change_id left = read_id(bytes);
    const change_id right = read_id(bytes);
    check_order(left, right);
    return 0;
}
