/// @file
/// The version of the library.
///
/// CMake, the Conan recipe, the tool and the documentation read it from this file. The files of
/// Meson and vcpkg repeat it, and a test compares them.
#ifndef FLAGHOOK_VERSION_HPP
#define FLAGHOOK_VERSION_HPP

#if defined(_MSVC_LANG) ? _MSVC_LANG < 202002L : __cplusplus < 202002L
#error "flaghook needs C++20: compile with -std=c++20 (/std:c++20) or newer"
// Ends the compilation here. Otherwise, thousands of lines of other errors would follow.
#include <flaghook_needs_cxx20>
#endif

/// The semantic version of these headers (https://semver.org).
#define FLAGHOOK_VERSION_MAJOR 0
#define FLAGHOOK_VERSION_MINOR 1
#define FLAGHOOK_VERSION_PATCH 0

/// The version as text, for logs and `User-Agent` headers.
#define FLAGHOOK_VERSION "0.1.0"

/// The inline namespace that contains all names: `flaghook::payload` is
/// `flaghook::v0_1_0::payload`.
///
/// Parts of one program may be compiled with different versions, because their functions have
/// different symbols. If one part passes an object of this library to a part with another
/// version, the linker reports an undefined symbol that contains the version.
#define FLAGHOOK_ABI v0_1_0

// This file is included again, and must be the same one.
#elif FLAGHOOK_VERSION_MAJOR != 0 || FLAGHOOK_VERSION_MINOR != 1 || FLAGHOOK_VERSION_PATCH != 0
#error "flaghook: one source file includes the headers of two versions; check its include paths"
#endif
