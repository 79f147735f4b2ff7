#include "tool/files.hpp"

#include "diagnosis/encodings.hpp"
#include "tool/exit_status.hpp"

#include <boost/beast/core/string.hpp>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <iostream>
#include <span>
#include <system_error>
#include <utility>

namespace flaghook::tool {

namespace {

[[noreturn]] void fail(const std::string& what, const std::string& name, int error,
                       const std::string& remedy) {
    throw unusable(what + ' ' + name + ": " + std::generic_category().message(error) + "; " +
                   remedy);
}

} // namespace

int write_whole(int descriptor, std::string_view& content) noexcept {
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written > 0) {
            content.remove_prefix(static_cast<std::size_t>(written));
        } else if (written == 0) {
            return EIO;
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

file_descriptor::file_descriptor(int descriptor, std::string name, bool owned)
    : descriptor_(descriptor), name_(std::move(name)), owned_(owned) {}

file_descriptor::file_descriptor(const std::string& path) : file_descriptor(path, path) {}

file_descriptor::file_descriptor(const std::string& path, const std::string& name)
    : file_descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC), name, true) {
    if (descriptor_ < 0) {
        fail("cannot open", name_, errno, "check its name and its permissions");
    }
    if (S_ISDIR(status().st_mode)) {
        throw unusable(name_ + " is a directory; give a file in it");
    }
}

file_descriptor file_descriptor::standard_input() {
    return {STDIN_FILENO, "standard input", false};
}

file_descriptor::file_descriptor(file_descriptor&& other) noexcept
    : descriptor_(other.descriptor_),
      name_(std::move(other.name_)),
      owned_(std::exchange(other.owned_, false)) {}

file_descriptor::~file_descriptor() {
    if (owned_ && descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

struct stat file_descriptor::status() const {
    struct stat result {};
    if (::fstat(descriptor_, &result) != 0) {
        fail("cannot read the status of", name_, errno, "give a readable file");
    }
    return result;
}

bool file_descriptor::is_terminal() const noexcept {
    return ::isatty(descriptor_) == 1;
}

std::size_t file_descriptor::read(std::span<char> buffer) const {
    std::size_t filled = 0;
    while (filled < buffer.size()) {
        const ssize_t count = ::read(descriptor_, buffer.data() + filled, buffer.size() - filled);
        if (count == 0) {
            break;
        }
        if (count > 0) {
            filled += static_cast<std::size_t>(count);
        } else if (errno != EINTR) {
            fail("cannot read", name_, errno, "give a readable file");
        }
    }
    return filled;
}

namespace {

[[noreturn]] void refuse_to_append(const std::string& path, int error) {
    throw unusable("cannot write " + path + ": " + std::generic_category().message(error) +
                   "; give a file in a folder where you can write, on a disk with free space");
}

} // namespace

append_file::append_file(std::string path)
    : path_(std::move(path)),
      descriptor_(::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644)) {
    if (descriptor_ < 0) {
        refuse_to_append(path_, errno);
    }
}

append_file::~append_file() {
    ::close(descriptor_);
}

void append_file::append(std::string_view text) const {
    struct stat before {};
    const bool can_undo = ::fstat(descriptor_, &before) == 0 && S_ISREG(before.st_mode);
    const int error = write_whole(descriptor_, text);
    if (error == 0) {
        return;
    }
    if (can_undo && ::ftruncate(descriptor_, before.st_size) != 0) {
        throw unusable(path_ + " ends with an incomplete line, since a failed write could not be "
                               "undone; remove that line");
    }
    refuse_to_append(path_, error);
}

namespace {

/// Reads a file's content. If it is over the limit, reads one byte more than the limit.
std::string read_up_to(const file_descriptor& source, std::size_t limit) {
    std::string content;
    std::size_t filled = 0;
    for (std::size_t part = 65'536; filled == content.size() && filled <= limit; part *= 2) {
        content.resize(std::min(filled + part, limit + 1));
        filled += source.read(std::span(content).subspan(filled));
    }
    content.resize(filled);
    return content;
}

} // namespace

std::string read_body(const std::string& file, std::size_t limit) {
    const bool from_input = file == standard_input_name;
    const file_descriptor source =
        from_input ? file_descriptor::standard_input() : file_descriptor(file);
    if (from_input && source.is_terminal()) {
        std::cerr << "flaghook: reading a body from the terminal; end it with Ctrl-D on a line of "
                     "its own\n";
    }
    std::string body = read_up_to(source, limit);
    if (body.size() > limit) {
        throw unusable(display_name(file) + " has more than " + std::to_string(limit) +
                       " bytes; if it really is a payload, raise the limit with --max-body");
    }
    if (from_input && body.empty()) {
        throw unusable("standard input is empty, expected the bytes of a body; did the command "
                       "before the pipe fail? (To check an empty body, use an empty file.)");
    }
    return body;
}

std::string read_file(const std::string& file, std::size_t limit, const std::string& expected) {
    std::string content = read_up_to(file_descriptor(file), limit);
    if (content.size() > limit) {
        throw unusable(file + " has more than " + std::to_string(limit) + " bytes; expected " +
                       expected);
    }
    return content;
}

void refuse_second_input() {
    throw unusable("standard input (-) is given twice, but can be read only once");
}

namespace {

namespace fs = std::filesystem;

/// Far more than any server accepts.
constexpr std::size_t most_of_headers = std::size_t{1} << 20U;

} // namespace

std::optional<std::string> kept_request::header(std::string_view name) const {
    std::optional<std::string> result;
    for (std::string_view rest = head; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        const std::size_t colon = line.find(':');
        if (colon == name.size() &&
            boost::beast::iequals({line.data(), colon}, {name.data(), colon})) {
            result = (result ? *result + ',' : "") +
                     std::string(diagnosis::trimmed(line.substr(colon + 1), " \t\r"));
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
