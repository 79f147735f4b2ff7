/// @file
/// How the tool ends. The table for users is in docs/testing.md.
#ifndef FLAGHOOK_TOOL_EXIT_STATUS_HPP
#define FLAGHOOK_TOOL_EXIT_STATUS_HPP

#include <flaghook/webhook/delivery.hpp>

namespace flaghook::tool {

/// Everything that was checked conforms, or the work is done; what was sent is recorded.
inline constexpr int exit_conforms = 0;
/// Something that was checked does not conform; what was sent is not recorded, and never will be.
inline constexpr int exit_differs = 1;
/// The command line or an input cannot be used: nothing is said about conformance, nothing was
/// sent.
inline constexpr int exit_unusable = 2;
/// Nothing is recorded; the same may be sent again later.
inline constexpr int exit_later = 3;
/// It is not known whether it is recorded.
inline constexpr int exit_unknown = 4;

/// The exit status that goes with the advice on sending again.
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

} // namespace flaghook::tool

#endif
