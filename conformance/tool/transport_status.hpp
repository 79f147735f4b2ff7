/// @file
/// Exit statuses of commands that send requests: there was no answer, or one that leads elsewhere.
#ifndef FLAGHOOK_TOOL_TRANSPORT_STATUS_HPP
#define FLAGHOOK_TOOL_TRANSPORT_STATUS_HPP

#include "tool/transport_failure.hpp"

namespace flaghook::tool {

/// @name Behind those of all commands
/// @{
inline constexpr int exit_not_connected = 3;
inline constexpr int exit_not_resolved = 4;
inline constexpr int exit_not_trusted = 5;
inline constexpr int exit_timed_out = 6;
inline constexpr int exit_broken_off = 7;
inline constexpr int exit_redirected = 8;
/// @}

/// The exit status when there is no answer.
[[nodiscard]] constexpr int exit_status(transport_failure failure) noexcept {
    switch (failure) {
    case transport_failure::not_connected:
        return exit_not_connected;
    case transport_failure::not_resolved:
        return exit_not_resolved;
    case transport_failure::not_trusted:
        return exit_not_trusted;
    case transport_failure::timed_out:
        return exit_timed_out;
    default:
        return exit_broken_off;
    }
}

/// Whether an answer only says that another place is to be asked.
[[nodiscard]] constexpr bool is_redirect(int status) noexcept {
    return status >= 300 && status <= 399;
}

} // namespace flaghook::tool

#endif
