/// @file
/// The man page of the program.
#ifndef FLAGHOOK_USAGE_MAN_PAGE_HPP
#define FLAGHOOK_USAGE_MAN_PAGE_HPP

#include "usage/command_line.hpp"

#include <string>

namespace flaghook::usage {

/// Writes the man page flaghook(1).
/// @param date the date at its foot, such as 2024-12-12
/// @par Source
/// man(7) of mandoc: https://man.openbsd.org/man.7
[[nodiscard]] std::string man_page(const described_command& program, const std::string& date);

} // namespace flaghook::usage

#endif
