// Fuzzes the testee's line protocol for the conformance suite: bytes to lines, and lines to
// replies.

#include "byte_source.hpp"
#include "oracle/python_json.hpp"
#include "require.hpp"
#include "suite/answer_line.hpp"
#include "suite/line_splitter.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace flaghook::fuzz;

/// Returns a line as the splitter delivers it, with a mark for whether it is complete.
std::string shown_line(std::string_view line, bool whole) {
    return std::string(line) + (whole ? "|whole\n" : "|cut\n");
}

/// Returns the lines of a stream that arrives in blocks.
std::string lines_by_blocks(std::string_view stream, std::size_t longest, std::size_t block) {
    std::string result;
    flaghook::suite::line_splitter splitter(longest);
    const auto take = [&result](std::string_view line, bool whole) {
        result += shown_line(line, whole);
    };
    while (!stream.empty()) {
        splitter.feed(stream.substr(0, block), take);
        stream.remove_prefix(std::min(block, stream.size()));
        require(splitter.begun().size() <= longest, "a line's memory is limited");
    }
    splitter.finish(take);
    return result;
}

/// Returns the lines, split from the whole stream at once.
std::string lines_at_once(std::string_view stream, std::size_t longest) {
    std::string result;
    while (!stream.empty()) {
        const std::size_t end = std::min(stream.find('\n'), stream.size());
        result += shown_line(stream.substr(0, std::min(end, longest)), end <= longest);
        stream.remove_prefix(std::min(end + 1, stream.size()));
    }
    return result;
}

void check_reply(std::string_view line) {
    const std::string reply = flaghook::suite::answer_line(line);
    const std::optional<json_value> value = read_json(reply);
    if (!value || reply.find('\n') != std::string::npos || value->kind != json_kind::object) {
        fail("a reply is one JSON object on one line",
             {{"line", std::string(line)}, {"reply", reply}});
    }
    const bool hello = value->find(U"protocol") != nullptr;
    const bool result = value->find(U"result") != nullptr;
    const bool errored = value->find(U"errored") != nullptr;
    require(hello + result + errored == 1, "a reply is a greeting, a result or an error");
    require(hello || value->find(U"id") != nullptr, "a reply has the request's id");
    require_same(flaghook::suite::answer_line(line), reply, "the same line has the same reply");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    byte_source bytes(as_text(data, size));
    const std::size_t longest = 1 + bytes.byte() * std::size_t{16};
    const std::size_t block = 1 + bytes.byte();
    const std::string_view stream = bytes.rest();
    require_same(lines_by_blocks(stream, longest, block), lines_at_once(stream, longest),
                 "blocks are split into the stream's lines");
    std::string_view rest = stream;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        check_reply(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    require(read_json(flaghook::suite::answer_overlong_line()).has_value(),
            "a line that is too long has a reply");
    return 0;
}
