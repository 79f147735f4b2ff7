#include "listen/framework.hpp"

#include <flaghook/json/write_text.hpp>
#include <flaghook/server/text.hpp>

#include "tool/printable.hpp"

#include <boost/beast/core/string.hpp>

#include <algorithm>

namespace flaghook::listen {

std::string detail(std::string_view text) {
    std::string result = R"({"detail":)";
    json::detail::append_string(result, text);
    return tool::ascii_json(result + '}');
}

bool is_json(std::string_view content_type) {
    content_type = content_type.substr(0, content_type.find(';'));
    while (content_type.ends_with(' ') || content_type.ends_with('\t')) {
        content_type.remove_suffix(1);
    }
    for (const std::string_view taken : {"application/json", "application/*", "*/*"}) {
        if (boost::beast::iequals({taken.data(), taken.size()},
                                  {content_type.data(), content_type.size()})) {
            return true;
        }
    }
    return false;
}

std::string unsupported_media_type(std::string_view content_type) {
    std::string result = "Unsupported media type \"";
    for (const char byte : content_type) {
        server::append_code_point(result, static_cast<unsigned char>(byte));
    }
    return result + "\" in request.";
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
