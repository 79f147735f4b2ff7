#include "tool/file_descriptor.hpp"

#include "tool/unusable.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
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

} // namespace flaghook::tool
