/// @file
/// This library as a testee: turns one request into one reply.
#ifndef FLAGHOOK_SUITE_ANSWER_LINE_HPP
#define FLAGHOOK_SUITE_ANSWER_LINE_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::suite {

/// The version of the pipe protocol that this testee and the suite speak.
inline constexpr int pipe_protocol = 1;

/// The maximum size of a request, in bytes: enough for the largest body that the library accepts,
/// in base64.
inline constexpr std::size_t longest_request = std::size_t{32} << 20U;

/// Answers one line of the pipe protocol (docs/conformance-protocol.md). The reply is JSON on one
/// line, without the line feed.
///
/// Malformed lines get a reply, too: `errored`. The reply depends only on the line: no state is
/// kept between calls.
/// @param line any bytes, without the line feed
/// @par Complexity
/// Linear in `line.size()`.
[[nodiscard]] std::string answer_line(std::string_view line);

/// Returns the reply to a line that is longer than `longest_request`.
[[nodiscard]] std::string answer_overlong_line();

} // namespace flaghook::suite

#endif
