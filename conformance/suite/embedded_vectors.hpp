/// @file
/// The golden vectors as a part of the program.
#ifndef FLAGHOOK_SUITE_EMBEDDED_VECTORS_HPP
#define FLAGHOOK_SUITE_EMBEDDED_VECTORS_HPP

#include <span>
#include <string_view>

namespace flaghook::suite {

/// A file that is a part of the program.
struct embedded_file {
    std::string_view name;
    std::string_view content;
};

/// Returns the files of `conformance/vectors` that the program was built with, ordered by name.
///
/// `embed_vectors.cmake` writes the definition while building.
[[nodiscard]] std::span<const embedded_file> embedded_vectors() noexcept;

} // namespace flaghook::suite

#endif
