#include "tool/header_list.hpp"

#include <flaghook/signature/wipe.hpp>

#include <cstring>
#include <new>

namespace flaghook::tool {

header_list::~header_list() {
    for (curl_slist* line = first_; line != nullptr; line = line->next) {
        wipe(line->data, std::strlen(line->data));
    }
    curl_slist_free_all(first_);
}

void header_list::add(const std::string& line) {
    curl_slist* const longer = curl_slist_append(first_, line.c_str());
    if (longer == nullptr) {
        throw std::bad_alloc();
    }
    first_ = longer;
}

void header_list::add_bearer_token(std::string_view token) {
    constexpr std::string_view name = "Authorization: Bearer ";
    std::string line;
    // Avoids a reallocation, which would leave a copy in memory.
    line.reserve(name.size() + token.size());
    line += name;
    line += token;
    try {
        add(line);
    } catch (...) {
        wipe(line.data(), line.size());
        throw;
    }
    wipe(line.data(), line.size());
}

} // namespace flaghook::tool
