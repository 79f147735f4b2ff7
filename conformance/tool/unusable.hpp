/// @file
/// The error for input that the tool cannot use.
#ifndef FLAGHOOK_TOOL_UNUSABLE_HPP
#define FLAGHOOK_TOOL_UNUSABLE_HPP

#include <stdexcept>

namespace flaghook::tool {

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
