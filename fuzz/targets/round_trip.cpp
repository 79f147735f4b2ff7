// Checks that an accepted body, written and read again, is the same payload.

#include <flaghook/json/parse.hpp>
#include <flaghook/json/serialize.hpp>

#include "answers.hpp"
#include "blueprint/v2.hpp"
#include "byte_source.hpp"
#include "require.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

const std::size_t flaghook::fuzz::body_offset = 0;

namespace {

using namespace flaghook;
using namespace flaghook::fuzz;

/// Returns whether a deviation concerns the batch or a value, so that it remains in every spelling.
/// A time with microseconds is such a value.
bool concerns_content(deviation_code code) {
    return code == deviation_code::repeated_change_id || code == deviation_code::no_changes ||
           code == deviation_code::unknown_version || code == deviation_code::unusual_time;
}

template <class Version>
void check(std::string_view body) {
    const parse_result<Version> read = parse<Version>(body);
    if (!read) {
        return;
    }
    const auto written = serialize<Version>(*read);
    if (!written) {
        fail("an accepted payload can be written",
             {{"body", std::string(body)}, {"issues", listing(written.error().issues())}});
    }
    parser<Version> reader({.deviations = true});
    const parsed<Version>& again = reader.parse(*written);
    if (!again) {
        fail("the written body is accepted",
             {{"written", *written}, {"issues", listing(again.error().issues())}});
    }
    if (!(*again == *read)) {
        fail("a payload is unchanged by writing and reading",
             {{"body", std::string(body)}, {"written", *written}});
    }
    for (const deviation& one : again.deviations()) {
        if (!concerns_content(one.code())) {
            fail("the written body has the documented form",
                 {{"written", *written}, {"deviations", listing(again.deviations())}});
        }
    }
    require_same(*serialize<Version>(*again), *written, "equal payloads are written equally");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view body = as_text(data, size);
    check<blueprint::v1>(body);
    check<flaghook::tests::v2>(body);
    return 0;
}
