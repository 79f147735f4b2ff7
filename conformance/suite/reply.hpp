/// @file
/// What a testee's line means.
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
    /// Name and version, as the implementation calls itself.
    std::string implementation;
    /// The operations that it has.
    std::vector<std::string> capabilities;
};

/// The operation's result.
struct result_reply {
    boost::json::object result;
};

/// The testee cannot tell.
struct skipped_reply {
    std::string reason;
};

/// The testee refuses the request, or failed.
struct errored_reply {
    std::string message;
};

/// What came of a request: a reply of the protocol, or an exchange that did not end with one.
using outcome = std::variant<result_reply, skipped_reply, errored_reply, exchange>;

/// Puts a request, with this id, to an implementation.
using asker = std::function<outcome(const std::string& line, std::uint64_t id)>;

/// Reads the reply to the request with this id. A line that is none of the protocol becomes an
/// exchange that ended with `ending::broken`.
[[nodiscard]] outcome read_reply(std::string_view line, std::uint64_t id);

/// Reads the reply to `hello`; a text says what is wrong with it.
[[nodiscard]] std::variant<greeting, std::string> read_greeting(std::string_view line);

} // namespace flaghook::suite

#endif
