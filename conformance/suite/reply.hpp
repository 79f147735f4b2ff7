/// @file
/// Parses a testee's replies.
#ifndef FLAGHOOK_SUITE_REPLY_HPP
#define FLAGHOOK_SUITE_REPLY_HPP

#include "suite/exchange.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace flaghook::suite {

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

/// Parses the reply to the request with this id. A line that breaks the protocol becomes an
/// exchange with `ending::broken`.
[[nodiscard]] outcome read_reply(std::string_view line, std::uint64_t id);

/// Parses the reply to `hello`; returns a text that describes the error if it is invalid.
[[nodiscard]] std::variant<greeting, std::string> read_greeting(std::string_view line);

} // namespace flaghook::suite

#endif
