/// @file
/// The library's version. CMake, the Conan recipe, the tool and the documentation read it from
/// here; the files of Meson and vcpkg repeat it, and a test compares them.
#ifndef FLAGHOOK_VERSION_HPP
#define FLAGHOOK_VERSION_HPP

#if defined(_MSVC_LANG) ? _MSVC_LANG < 202002L : __cplusplus < 202002L
#error "flaghook needs C++20: compile with -std=c++20 (/std:c++20) or newer"
// Ends the compilation here: what follows would be some thousand lines of other errors.
#include <flaghook_needs_cxx20>
#endif

/// Semantic version (https://semver.org) of these headers.
#define FLAGHOOK_VERSION_MAJOR 0
#define FLAGHOOK_VERSION_MINOR 1
#define FLAGHOOK_VERSION_PATCH 0

/// The same as text, for logs and `User-Agent` headers.
#define FLAGHOOK_VERSION "0.1.0"

/// The inline namespace in which everything stands, `flaghook::v0_1_0::payload` for
/// `flaghook::payload`: parts of one program that were compiled with different versions do not take
/// each other's functions for their own. Where one hands the other a type of this library, the
/// linker misses a symbol whose name says the version.
#define FLAGHOOK_ABI v0_1_0

// The file comes again: it has to be the same one.
#elif FLAGHOOK_VERSION_MAJOR != 0 || FLAGHOOK_VERSION_MINOR != 1 || FLAGHOOK_VERSION_PATCH != 0
#error "flaghook: headers of two versions meet in one source file; look at its include paths"
#endif
