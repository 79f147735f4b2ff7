// Fuzzes the conversion of texts to date-times, and of instants to texts.

#include <flaghook/model/timestamp.hpp>
#include <flaghook/server/date_time.hpp>

#include "byte_source.hpp"
#include "oracle/code_points.hpp"
#include "oracle/python_date_time.hpp"
#include "require.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace {

using namespace flaghook;
using namespace flaghook::fuzz;

std::string shown_outcome(server::detail::date_time_outcome outcome, std::int64_t microseconds) {
    switch (outcome) {
    case server::detail::date_time_outcome::valid:
        return std::to_string(microseconds);
    case server::detail::date_time_outcome::invalid:
        return "invalid";
    case server::detail::date_time_outcome::overflow:
        return "overflow";
    }
    return {};
}

std::string shown_outcome(const instant& read) {
    switch (read.outcome) {
    case instant::outcome::valid:
        return std::to_string(read.microseconds);
    case instant::outcome::invalid:
        return "invalid";
    case instant::outcome::overflow:
        return "overflow";
    }
    return {};
}

std::string by_library(std::string_view text) {
    const server::detail::date_time read = server::detail::read_date_time(text);
    return shown_outcome(read.outcome, read.instant.time_since_epoch().count());
}

void check_text(std::string_view bytes) {
    const std::u32string points = escaped_code_points(bytes);
    const std::string text = utf8(points);
    const std::string library = by_library(text);
    const std::string rules = shown_outcome(instant_of(points));
    if (library != rules) {
        fail("a date-time is read according to the server's rules",
             {{"text", text}, {"library", library}, {"rules", rules}});
    }
    const std::optional<timestamp> documented = parse_timestamp(bytes);
    if (documented) {
        require_same(library, std::to_string(documented->time_since_epoch().count()),
                     "the server reads the documented form as the same moment");
        std::string zoned(bytes.substr(0, bytes.find_first_of("Z+")));
        zoned += "+00:00";
        const auto digits = zoned.size() > 25 ? fraction::always : fraction::when_needed;
        require_same(to_string(*documented, digits), zoned, "the documented form is written");
    }
}

void check_instant(timestamp instant) {
    if (!in_range(instant)) {
        return;
    }
    for (const fraction digits : {fraction::when_needed, fraction::always}) {
        const std::string text = to_string(instant, digits);
        require(parse_timestamp(text) == instant, "a written date-time is read back unchanged");
        require_same(by_library(text), std::to_string(instant.time_since_epoch().count()),
                     "the server reads a written date-time");
        require_same(by_library(text), shown_outcome(instant_of(code_points(text))),
                     "the oracle reads a written date-time");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = as_text(data, size);
    check_text(input);
    byte_source bytes(input);
    // The whole range, and a little beyond.
    constexpr std::uint64_t span = 0x0480'0000'0000'0000U;
    const auto offset = static_cast<std::int64_t>(bytes.number() % span);
    check_instant(min_timestamp - std::chrono::hours{1} + std::chrono::microseconds{offset});
    return 0;
}
