// The interface between two parts of a program that may be compiled with different versions.
#ifndef FLAGHOOK_TESTS_DIAGNOSTICS_PART_HPP
#define FLAGHOOK_TESTS_DIAGNOSTICS_PART_HPP

#include <string>

/// Returns the version that the other part was compiled with, and its result for two equal changes.
std::string other_part();

#endif
