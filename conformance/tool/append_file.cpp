#include "tool/append_file.hpp"

#include "tool/file_descriptor.hpp"
#include "tool/unusable.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace flaghook::tool {

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

} // namespace flaghook::tool
