/// @file
/// The exchange of one line with an implementation.
#ifndef FLAGHOOK_SUITE_EXCHANGE_HPP
#define FLAGHOOK_SUITE_EXCHANGE_HPP

#include <cstdint>
#include <string>

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

} // namespace flaghook::suite

#endif
