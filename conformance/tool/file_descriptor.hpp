/// @file
/// Reading files in a way that tells what is wrong with them.
#ifndef FLAGHOOK_TOOL_FILE_DESCRIPTOR_HPP
#define FLAGHOOK_TOOL_FILE_DESCRIPTOR_HPP

#include <sys/stat.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace flaghook::tool {

/// Writes to an open file, all of it or up to the first error; what is left stays in `content`.
/// @return 0, or the number of the error
[[nodiscard]] int write_whole(int descriptor, std::string_view& content) noexcept;

/// A file that is open for reading. Every failure is an `unusable` that names the file and says
/// what to do.
class file_descriptor {
public:
    /// Opens a file, a pipe or a device; not a directory.
    explicit file_descriptor(const std::string& path);

    /// Takes standard input, which stays open.
    [[nodiscard]] static file_descriptor standard_input();

    file_descriptor(file_descriptor&& other) noexcept;
    file_descriptor& operator=(file_descriptor&&) = delete;
    file_descriptor(const file_descriptor&) = delete;
    file_descriptor& operator=(const file_descriptor&) = delete;
    ~file_descriptor();

    /// What the system knows of the file: its kind and who may read it.
    [[nodiscard]] struct stat status() const;

    /// Whether somebody sits in front of it and types.
    [[nodiscard]] bool is_terminal() const noexcept;

    /// Reads until the buffer is full or the file ends.
    /// @return how many bytes were read
    [[nodiscard]] std::size_t read(std::span<char> buffer) const;

private:
    file_descriptor(int descriptor, std::string name, bool owned);

    int descriptor_;
    /// What messages call the file.
    std::string name_;
    bool owned_;
};

} // namespace flaghook::tool

#endif
