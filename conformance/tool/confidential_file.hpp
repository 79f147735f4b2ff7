/// @file
/// Reading and writing files whose content is not for everybody: signing secrets and tokens.
#ifndef FLAGHOOK_TOOL_CONFIDENTIAL_FILE_HPP
#define FLAGHOOK_TOOL_CONFIDENTIAL_FILE_HPP

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::tool {

/// What messages say of a confidential file.
struct confidential_kind {
    /// What the file has, such as `secret`.
    std::string_view name;
    /// What was expected in the file.
    std::string_view expected;
    /// The option that accepts a file which everybody can read.
    std::string_view accepting_option;
};

/// The text of a file, overwritten when it is no longer needed.
class confidential_file {
public:
    /// The largest file: generous for what is only a line.
    static constexpr std::size_t largest = 4096;

    /// Reads a file that not every user of the machine can read.
    /// @param allow_readable takes one that they can
    /// @throw unusable that says what to do, and nothing of the content
    confidential_file(const std::string& path, const confidential_kind& kind, bool allow_readable);

    /// The content without one line end (LF or CR LF) at its end, which editors add.
    [[nodiscard]] std::string_view text() const noexcept;

private:
    /// Overwritten also where the constructor ends with an exception.
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

/// Writes a file that was not there before and that only its owner may read and write. What cannot
/// be written as a whole is taken away again.
/// @throw unusable that says what to do, and nothing of the content
void write_confidential_file(const std::string& path, std::string_view content);

/// Writes to standard output past all buffers, where a copy would stay.
/// @throw unusable when it cannot be written
void print_confidential(std::string_view content);

} // namespace flaghook::tool

#endif
