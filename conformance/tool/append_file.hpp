/// @file
/// A file that lines are added to.
#ifndef FLAGHOOK_TOOL_APPEND_FILE_HPP
#define FLAGHOOK_TOOL_APPEND_FILE_HPP

#include <string>
#include <string_view>

namespace flaghook::tool {

/// A file, made if it is not there, that grows at its end by whole pieces.
class append_file {
public:
    /// @throw unusable when it cannot be opened for writing
    explicit append_file(std::string path);
    append_file(const append_file&) = delete;
    append_file& operator=(const append_file&) = delete;
    ~append_file();

    /// Adds all of the text, or, as far as the kind of file allows to take it back, nothing.
    /// @throw unusable when it cannot be written
    void append(std::string_view text) const;

private:
    std::string path_;
    int descriptor_;
};

} // namespace flaghook::tool

#endif
