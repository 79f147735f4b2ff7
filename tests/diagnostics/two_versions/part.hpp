// What one part of a program asks of another that may have been compiled with another version.
#ifndef FLAGHOOK_TESTS_DIAGNOSTICS_PART_HPP
#define FLAGHOOK_TESTS_DIAGNOSTICS_PART_HPP

#include <string>

/// The version that the other part was compiled with, and what it makes of two equal changes.
std::string other_part();

#endif
