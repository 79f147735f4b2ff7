/// @file
/// Reads files, with helpful error messages.
#ifndef FLAGHOOK_TOOL_FILE_DESCRIPTOR_HPP
#define FLAGHOOK_TOOL_FILE_DESCRIPTOR_HPP

#include <sys/stat.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace flaghook::tool {

/// Writes to an open file until the end or the first error. `content` keeps the unwritten rest.
/// @return 0, or the error number
[[nodiscard]] int write_whole(int descriptor, std::string_view& content) noexcept;

/// A file that is open for reading. All functions throw `unusable` on failure, with the file's name
/// and advice.
class file_descriptor {
public:
    /// Opens a file, pipe or device; refuses a directory.
    explicit file_descriptor(const std::string& path);

    /// Opens a file likewise.
    /// @param name the name of the file in messages
    file_descriptor(const std::string& path, const std::string& name);

    /// Uses standard input, which is not closed.
    [[nodiscard]] static file_descriptor standard_input();

    file_descriptor(file_descriptor&& other) noexcept;
    file_descriptor& operator=(file_descriptor&&) = delete;
    file_descriptor(const file_descriptor&) = delete;
    file_descriptor& operator=(const file_descriptor&) = delete;
    ~file_descriptor();

    /// Returns the kind and permissions of the file.
    [[nodiscard]] struct stat status() const;

    /// Checks whether the file is a terminal.
    [[nodiscard]] bool is_terminal() const noexcept;

    /// Reads until the buffer is full or the file ends.
    /// @return the number of bytes read
    [[nodiscard]] std::size_t read(std::span<char> buffer) const;

private:
    file_descriptor(int descriptor, std::string name, bool owned);

    int descriptor_;
    /// The name of the file in messages.
    std::string name_;
    bool owned_;
};

} // namespace flaghook::tool

#endif
