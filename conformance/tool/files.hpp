/// @file
/// Reads and writes files: descriptors, bodies, files that grow, and folders with a request each.
#ifndef FLAGHOOK_TOOL_FILES_HPP
#define FLAGHOOK_TOOL_FILES_HPP

#include "tool/output.hpp"

#include <sys/stat.h>

#include <cstddef>
#include <optional>
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

    int descriptor_ = -1;
    /// The name of the file in messages.
    std::string name_;
    bool owned_ = false;
};

/// A file that is created if necessary and only grows, by whole texts.
class append_file {
public:
    /// @throw unusable if the file cannot be opened for writing
    explicit append_file(std::string path);
    append_file(const append_file&) = delete;
    append_file& operator=(const append_file&) = delete;
    ~append_file();

    /// Appends the text. After an error, a partial write is undone, if the kind of file allows it.
    /// @throw unusable if the text cannot be written
    void append(std::string_view text) const;

private:
    std::string path_;
    int descriptor_ = -1;
};

/// Reads the exact bytes of a body.
///
/// An empty file is an empty body, which Sentry treats as `{}`. Empty standard input is refused,
/// since the program before the pipe has probably failed.
/// @param file a path, or `-` for standard input
/// @param limit the maximum number of bytes; a larger file is not read completely
/// @throw unusable with advice
[[nodiscard]] std::string read_body(const std::string& file, std::size_t limit);

/// Reads a whole file other than a body.
/// @param limit the maximum number of bytes
/// @param expected the expected content, for the message about a file that is too large
/// @throw unusable with advice
[[nodiscard]] std::string read_file(const std::string& file, std::size_t limit,
                                    const std::string& expected);

/// Throws `unusable`, because standard input is given twice.
[[noreturn]] void refuse_second_input();

/// A request as it was received.
struct kept_request {
    /// The request line and the header lines, each with its line end; empty if only a body was
    /// saved.
    std::string head{};
    std::string body{};

    /// Returns the values of all headers with this name, joined by commas; the letter case is
    /// ignored.
    [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
};

/// Checks whether a path is a folder with a file `body`.
[[nodiscard]] bool is_request_folder(const std::string& path);

/// Reads such a folder, or otherwise a body only, as `read_body` does.
/// @throw unusable with advice
[[nodiscard]] kept_request read_request(const std::string& path, std::size_t body_limit);

/// Creates a folder and its parents.
/// @param is_new whether to refuse an existing folder
/// @throw unusable with advice
void make_folder(const std::string& path, bool is_new);

/// Writes a request into a new folder.
/// @throw unusable with advice
void write_request(const std::string& path, const kept_request& request);

} // namespace flaghook::tool

#endif
