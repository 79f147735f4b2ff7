/// @file
/// Reads and writes files with confidential content: signing secrets and tokens.
#ifndef FLAGHOOK_TOOL_CONFIDENTIAL_FILE_HPP
#define FLAGHOOK_TOOL_CONFIDENTIAL_FILE_HPP

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::tool {

/// Words for messages about a confidential file.
struct confidential_kind {
    /// The content, such as `secret`.
    std::string_view name;
    /// The expected content of the file.
    std::string_view expected;
    /// The option that names the file.
    std::string_view file_option;
    /// The option that accepts a file that all users can read.
    std::string_view accepting_option;
};

/// The text of a file; overwritten on destruction.
class confidential_file {
public:
    /// The maximum size of a file, in bytes; generous for a single line.
    static constexpr std::size_t largest = 4096;

    /// Reads a file, and refuses one that all users of the machine can read.
    /// @param allow_readable whether to accept such a file
    /// @throw unusable with advice, without any of the content
    confidential_file(const std::string& path, const confidential_kind& kind, bool allow_readable);

    /// Returns the content without one line end (LF or CR LF) at its end, since editors add one.
    [[nodiscard]] std::string_view text() const noexcept;

private:
    /// A type of its own, so that the bytes are overwritten even if the constructor throws.
    struct wiped_bytes {
        wiped_bytes() = default;
        wiped_bytes(const wiped_bytes&) = delete;
        wiped_bytes& operator=(const wiped_bytes&) = delete;
        ~wiped_bytes();

        std::array<char, largest + 1> all{};
    };

    wiped_bytes bytes_{};
    std::size_t size_ = 0;
};

/// Creates a new file that only its owner may read and write. A partly written file is removed.
/// @throw unusable with advice, without any of the content
void write_confidential_file(const std::string& path, std::string_view content);

/// Writes to standard output without buffers, which would keep a copy.
/// @throw unusable if the text cannot be written
void print_confidential(std::string_view content);

} // namespace flaghook::tool

#endif
