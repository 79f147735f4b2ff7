/// @file
/// The library's version: the only place where it is written down. CMake, the package files, the
/// tool and the documentation read it from here.
#ifndef FLAGHOOK_VERSION_HPP
#define FLAGHOOK_VERSION_HPP

/// Semantic version (https://semver.org) of these headers.
#define FLAGHOOK_VERSION_MAJOR 0
#define FLAGHOOK_VERSION_MINOR 1
#define FLAGHOOK_VERSION_PATCH 0

/// The same as text, for logs and `User-Agent` headers.
#define FLAGHOOK_VERSION "0.1.0"

#endif
