/// @file
/// The header lines of a request, in libcurl's form.
#ifndef FLAGHOOK_TOOL_HEADER_LIST_HPP
#define FLAGHOOK_TOOL_HEADER_LIST_HPP

#include <curl/curl.h>

#include <string>
#include <string_view>

namespace flaghook::tool {

/// A list of header lines. It is overwritten on destruction, since a line may have a token.
class header_list {
public:
    header_list() = default;
    header_list(const header_list&) = delete;
    header_list& operator=(const header_list&) = delete;
    ~header_list();

    /// Adds `Name: value`.
    void add(const std::string& line);

    /// Adds `Authorization: Bearer TOKEN`.
    void add_bearer_token(std::string_view token);

    /// Returns the list for an option of libcurl; valid until the next line is added.
    [[nodiscard]] curl_slist* get() const noexcept { return first_; }

private:
    curl_slist* first_ = nullptr;
};

} // namespace flaghook::tool

#endif
