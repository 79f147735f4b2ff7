/// @file
/// Requests to an implementation, its replies, and exchanges that end without one.
#ifndef FLAGHOOK_SUITE_REPLY_HPP
#define FLAGHOOK_SUITE_REPLY_HPP

#include "suite/vectors.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace flaghook::suite {

/// How an exchange ended.
enum class ending : std::uint8_t {
    line,      ///< a line was received
    broken,    ///< the output breaks the protocol
    crashed,   ///< the implementation ended
    timed_out, ///< no line was received in time
    not_asked  ///< the implementation had been given up before
};

/// The result of sending one line.
struct exchange {
    ending how = ending::line;
    /// The line received, without the line feed; otherwise a description of what happened, for
    /// users.
    std::string text{};
    /// After a failure, the end of the implementation's standard error.
    std::string standard_error{};
};

/// The reply to `hello`.
struct greeting {
    /// Name and version of the implementation.
    std::string implementation;
    /// The operations that it supports.
    std::vector<std::string> capabilities;
};

/// The operation's result.
struct result_reply {
    boost::json::object result;
};

/// The testee skipped the request: it cannot give a result.
struct skipped_reply {
    std::string reason;
};

/// The testee refused the request, or failed.
struct errored_reply {
    std::string message;
};

/// The result of a request: a reply of the protocol, or an exchange that did not end with one.
using outcome = std::variant<result_reply, skipped_reply, errored_reply, exchange>;

/// Sends a request with this id to an implementation.
using asker = std::function<outcome(const std::string& line, std::uint64_t id)>;

/// Returns the first line to a testee.
[[nodiscard]] std::string hello_line();

/// Formats a case as a request of the pipe protocol, whose id is the case's number.
/// @param index_keyed whether to request error lists in the form of REST framework 3.18
[[nodiscard]] std::string request_line(const test_case& of, bool index_keyed);

/// Parses the reply to the request with this id. A line that breaks the protocol becomes an
/// exchange with `ending::broken`.
[[nodiscard]] outcome read_reply(std::string_view line, std::uint64_t id);

/// Parses the reply to `hello`; returns a text that describes the error if it is invalid.
[[nodiscard]] std::variant<greeting, std::string> read_greeting(std::string_view line);

} // namespace flaghook::suite

#endif
