/// @file
/// The exit statuses, and the error that ends the program with one of them.
#ifndef FLAGHOOK_TOOL_EXIT_STATUS_HPP
#define FLAGHOOK_TOOL_EXIT_STATUS_HPP

#include <flaghook/webhook/delivery.hpp>

#include <stdexcept>

namespace flaghook::tool {

/// All checked inputs conform, or the work is done; a sent request is recorded.
inline constexpr int exit_conforms = 0;
/// A checked input does not conform; a sent request is not recorded, and repeating it is futile.
inline constexpr int exit_differs = 1;
/// The command line or an input cannot be used. Conformance was not checked, and no request was
/// sent.
inline constexpr int exit_unusable = 2;
/// The request is not recorded; it may be sent again later.
inline constexpr int exit_later = 3;
/// It is unknown whether the request is recorded.
inline constexpr int exit_unknown = 4;

/// Returns the exit status for the advice on sending again.
[[nodiscard]] constexpr int exit_status(retry_advice again) noexcept {
    switch (again) {
    case retry_advice::unneeded:
        return exit_conforms;
    case retry_advice::futile:
        return exit_differs;
    case retry_advice::safe:
        return exit_later;
    case retry_advice::unsafe:
        break;
    }
    return exit_unknown;
}

/// Thrown if the tool cannot do its task. The text says what was expected, what was given, and what
/// to do. `main` escapes it for the terminal, prints it after `flaghook: `, and exits with
/// `exit_unusable`.
class unusable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Throws `unusable`, because the results cannot be written.
[[noreturn]] inline void refuse_output() {
    throw unusable("cannot write the output; is the disk full, or the pipe closed?");
}

} // namespace flaghook::tool

#endif
