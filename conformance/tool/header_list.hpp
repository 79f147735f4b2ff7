/// @file
/// The header lines of a request, as libcurl keeps them.
#ifndef FLAGHOOK_TOOL_HEADER_LIST_HPP
#define FLAGHOOK_TOOL_HEADER_LIST_HPP

#include <curl/curl.h>

#include <string>
#include <string_view>

namespace flaghook::tool {

/// Header lines, overwritten at the end, since one of them may hold a token.
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

    /// The lines, for an option of libcurl; valid until the next one is added.
    [[nodiscard]] curl_slist* get() const noexcept { return first_; }

private:
    curl_slist* first_ = nullptr;
};

} // namespace flaghook::tool

#endif
