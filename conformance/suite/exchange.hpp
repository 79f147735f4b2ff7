/// @file
/// One line to an implementation, and one back.
#ifndef FLAGHOOK_SUITE_EXCHANGE_HPP
#define FLAGHOOK_SUITE_EXCHANGE_HPP

#include <cstdint>
#include <string>

namespace flaghook::suite {

/// How an exchange ended.
enum class ending : std::uint8_t {
    line,      ///< a line came
    broken,    ///< something came that is none of the protocol
    crashed,   ///< the implementation ended
    timed_out, ///< no line came in time
    not_asked  ///< the implementation was given up before
};

/// What came of one line.
struct exchange {
    ending how = ending::line;
    /// The line that came, without the line feed; otherwise what happened, for people.
    std::string text{};
    /// The end of what the implementation wrote to its standard error, where something went wrong.
    std::string standard_error{};
};

} // namespace flaghook::suite

#endif
