/// @file
/// Requests that are kept as folders: a file `headers` and a file `body`.
#ifndef FLAGHOOK_TOOL_REQUEST_FOLDER_HPP
#define FLAGHOOK_TOOL_REQUEST_FOLDER_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace flaghook::tool {

/// A request as it was received.
struct kept_request {
    /// The request line and the header lines, each with its end; empty where only a body was kept.
    std::string head{};
    std::string body{};

    /// The values of all headers of that name, in any letter case, joined by commas.
    [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
};

/// Whether a path is a folder with a file `body`.
[[nodiscard]] bool is_request_folder(const std::string& path);

/// Reads such a folder, or else a body alone, as `read_body` does.
/// @throw unusable that says what to do
[[nodiscard]] kept_request read_request(const std::string& path, std::size_t body_limit);

/// Makes a folder; those above it, too.
/// @param is_new refuses one that is there already
/// @throw unusable that says what to do
void make_folder(const std::string& path, bool is_new);

/// Writes a request into a new folder.
/// @throw unusable that says what to do
void write_request(const std::string& path, const kept_request& request);

} // namespace flaghook::tool

#endif
