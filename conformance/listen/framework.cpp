#include "listen/framework.hpp"

#include <flaghook/json/write_text.hpp>

#include "tool/output.hpp"

#include <algorithm>

namespace flaghook::listen {

std::string detail(std::string_view text) {
    std::string result = R"({"detail":)";
    json::detail::append_string(result, text);
    return tool::ascii_json(result + '}');
}

std::string path_of(std::string target) {
    constexpr std::string_view scheme = "http://";
    if (target.starts_with(scheme)) {
        target.erase(0, std::min(target.find('/', scheme.size()), target.size()));
    }
    return target.substr(0, target.find('?'));
}

std::string_view query_of(std::string_view target) noexcept {
    const std::size_t mark = target.find('?');
    return mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
}

} // namespace flaghook::listen
