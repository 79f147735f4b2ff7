#include "commands/commands.hpp"
#include "suite/answer_line.hpp"
#include "suite/line_splitter.hpp"
#include "tool/files.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

namespace flaghook::tool {

namespace {

struct testee_options {};

/// How much is read at a time. Replies are written after each block, and whenever this much of them
/// has gathered.
constexpr std::size_t block_size = std::size_t{64} << 10U;

[[noreturn]] void fail(const std::string& what, int error) {
    throw unusable(what + ": " + std::generic_category().message(error));
}

void write_all(std::string_view bytes) {
    if (const int error = write_whole(STDOUT_FILENO, bytes); error != 0) {
        fail("cannot write a reply", error);
    }
}

/// The next bytes of standard input, as many as there are; none at its end.
std::string_view read_block(std::array<char, block_size>& block) {
    while (true) {
        const ssize_t count = ::read(STDIN_FILENO, block.data(), block.size());
        if (count >= 0) {
            return {block.data(), static_cast<std::size_t>(count)};
        }
        if (errno != EINTR) {
            fail("cannot read a request", errno);
        }
    }
}

/// The caller may wait for a reply before the next request, so no reply may stay unwritten while a
/// read blocks: all replies to a block are written before the next block is read.
int run_testee(const testee_options&) {
    std::array<char, block_size> block{};
    suite::line_splitter lines(suite::longest_request);
    std::string replies;
    const auto answer = [&replies](std::string_view line, bool whole) {
        replies += whole ? suite::answer_line(line) : suite::answer_overlong_line();
        replies += '\n';
        if (replies.size() >= block_size) {
            write_all(replies);
            replies.clear();
        }
    };
    const auto write_replies = [&replies] {
        write_all(replies);
        replies.clear();
    };
    for (std::string_view bytes = read_block(block); !bytes.empty(); bytes = read_block(block)) {
        lines.feed(bytes, answer);
        write_replies();
    }
    lines.finish(answer);
    write_replies();
    return exit_conforms;
}

} // namespace

void add_testee(program& to) {
    CLI::App& command = to.add("testee", "Answer the suite's requests on standard input",
                               std::make_shared<testee_options>(), run_testee);
    command.footer(
        "Reads one JSON request per line and writes one JSON reply per line, as described\n"
        "in docs/conformance-protocol.md, until standard input ends.\n"
        "\n"
        "Example:\n"
        "  flaghook testee < requests.jsonl\n"
        "  flaghook suite --testee 'flaghook testee'\n"
        "\n"
        "Exit status: 0 at the end of the input; 2 the command line cannot be used, or a\n"
        "stream cannot be read or written.");
}

} // namespace flaghook::tool
