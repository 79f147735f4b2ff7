/// @file
/// Why the tool cannot do what it is asked to.
#ifndef FLAGHOOK_TOOL_UNUSABLE_HPP
#define FLAGHOOK_TOOL_UNUSABLE_HPP

#include <stdexcept>

namespace flaghook::tool {

/// Why the tool cannot do what it is asked to. `main` prints the text after `flaghook: ` and ends
/// with `exit_unusable`. The text says what was expected, what came instead, and what to do; `main`
/// makes it fit for a terminal.
class unusable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Says that the results cannot be written.
[[noreturn]] inline void refuse_output() {
    throw unusable("cannot write the output; is the disk full or the reader gone?");
}

} // namespace flaghook::tool

#endif
