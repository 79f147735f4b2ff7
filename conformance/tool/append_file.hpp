/// @file
/// A file to which lines are appended.
#ifndef FLAGHOOK_TOOL_APPEND_FILE_HPP
#define FLAGHOOK_TOOL_APPEND_FILE_HPP

#include <string>
#include <string_view>

namespace flaghook::tool {

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
    int descriptor_;
};

} // namespace flaghook::tool

#endif
