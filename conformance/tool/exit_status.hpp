/// @file
/// The tool's exit statuses. The table for users is in docs/testing.md.
#ifndef FLAGHOOK_TOOL_EXIT_STATUS_HPP
#define FLAGHOOK_TOOL_EXIT_STATUS_HPP

#include <flaghook/webhook/delivery.hpp>

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

} // namespace flaghook::tool

#endif
