/// @file
/// Requests that are saved as folders with a file `headers` and a file `body`.
#ifndef FLAGHOOK_TOOL_REQUEST_FOLDER_HPP
#define FLAGHOOK_TOOL_REQUEST_FOLDER_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace flaghook::tool {

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
