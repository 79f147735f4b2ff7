/// @file
/// How the tool ends.
#ifndef FLAGHOOK_TOOL_EXIT_STATUS_HPP
#define FLAGHOOK_TOOL_EXIT_STATUS_HPP

namespace flaghook::tool {

/// Everything that was checked conforms, or the work is done.
inline constexpr int exit_conforms = 0;
/// Something that was checked does not conform.
inline constexpr int exit_differs = 1;
/// The command line or an input cannot be used: nothing is said about conformance.
inline constexpr int exit_unusable = 2;

} // namespace flaghook::tool

#endif
