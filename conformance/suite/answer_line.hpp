/// @file
/// This library as a testee: one request in, one reply out.
#ifndef FLAGHOOK_SUITE_ANSWER_LINE_HPP
#define FLAGHOOK_SUITE_ANSWER_LINE_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::suite {

/// The version of the pipe protocol that this testee and the suite speak.
inline constexpr int pipe_protocol = 1;

/// The most bytes of a request: room for the largest body that the library takes, in base64.
inline constexpr std::size_t longest_request = std::size_t{32} << 20U;

/// The reply to one line of the pipe protocol (docs/conformance-protocol.md): JSON on one line,
/// without the line feed.
///
/// Whatever is wrong with the line, there is a reply, `errored` if need be. The same line always
/// has the same reply: nothing is kept between calls.
/// @param line any bytes, without the line feed
/// @par Complexity
/// Linear in the line.
[[nodiscard]] std::string answer_line(std::string_view line);

/// The reply to a line that is longer than `longest_request`.
[[nodiscard]] std::string answer_overlong_line();

} // namespace flaghook::suite

#endif
