#include "tool/request_folder.hpp"

#include "tool/append_file.hpp"
#include "tool/body_file.hpp"
#include "tool/unusable.hpp"

#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace flaghook::tool {

namespace {

namespace fs = std::filesystem;

/// Far more than any server accepts.
constexpr std::size_t most_of_headers = std::size_t{1} << 20U;

std::string_view without_blanks(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r");
    return first == std::string_view::npos
               ? std::string_view()
               : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

} // namespace

std::optional<std::string> kept_request::header(std::string_view name) const {
    std::optional<std::string> result;
    for (std::string_view rest = head; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        const std::size_t colon = line.find(':');
        if (colon == name.size() &&
            boost::beast::iequals({line.data(), colon}, {name.data(), colon})) {
            result =
                (result ? *result + ',' : "") + std::string(without_blanks(line.substr(colon + 1)));
        }
    }
    return result;
}

bool is_request_folder(const std::string& path) {
    std::error_code ignored;
    return fs::is_directory(path, ignored) && fs::exists(fs::path(path) / "body", ignored);
}

kept_request read_request(const std::string& path, std::size_t body_limit) {
    if (!is_request_folder(path)) {
        return {{}, read_body(path, body_limit)};
    }
    const fs::path folder(path);
    std::error_code ignored;
    kept_request result;
    if (fs::exists(folder / "headers", ignored)) {
        result.head =
            read_file((folder / "headers").string(), most_of_headers, "the headers of a request");
    }
    result.body = read_body((folder / "body").string(), body_limit);
    return result;
}

void make_folder(const std::string& path, bool is_new) {
    std::error_code failure;
    const bool is_made = fs::create_directories(path, failure);
    if (failure) {
        throw unusable("cannot create the folder " + path + ": " + failure.message() +
                       "; give one in a folder where you can write");
    }
    if (is_new && !is_made) {
        throw unusable(path + " already exists and is not overwritten; give a new folder");
    }
}

void write_request(const std::string& path, const kept_request& request) {
    make_folder(path, true);
    append_file((fs::path(path) / "headers").string()).append(request.head);
    append_file((fs::path(path) / "body").string()).append(request.body);
}

} // namespace flaghook::tool
