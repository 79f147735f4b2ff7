#include "tool/confidential_file.hpp"

#include <flaghook/signature/registration.hpp>
#include <flaghook/signature/wipe.hpp>

#include "tool/file_descriptor.hpp"
#include "tool/unusable.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <system_error>

namespace flaghook::tool {

namespace {

std::string_view without_line_end(std::string_view text) {
    if (text.ends_with('\n')) {
        text.remove_suffix(1);
        if (text.ends_with('\r')) {
            text.remove_suffix(1);
        }
    }
    return text;
}

/// Checks whether a message may repeat the name of a file: whether the file or its folder exists,
/// or the name is too short for a secret. Otherwise the name could be the secret itself, given in
/// place of a file.
bool is_name_of_file(const std::string& path) {
    struct stat status {};
    if (path.size() < min_secret_length || ::lstat(path.c_str(), &status) == 0) {
        return true;
    }
    const std::size_t slash = path.rfind('/');
    return slash != std::string::npos && slash != 0 &&
           ::stat(path.substr(0, slash).c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

/// Returns the name of a file for messages.
std::string shown_name(const std::string& path, const confidential_kind& kind) {
    return is_name_of_file(path) ? path
                                 : "the file of " + std::string(kind.file_option) +
                                       ", whose name is not repeated here in case it is the " +
                                       std::string(kind.name) + " itself";
}

[[noreturn]] void refuse_to_write(const std::string& path, int error) {
    if (error == EEXIST) {
        throw unusable(path + " already exists and is not overwritten, since its content may be in "
                              "use; give another name, or move the file first");
    }
    throw unusable("cannot write " + path + ": " + std::generic_category().message(error) +
                   "; give a new file in a folder where you can write, on a disk with free space");
}

} // namespace

confidential_file::confidential_file(const std::string& path, const confidential_kind& kind,
                                     bool allow_readable) {
    const file_descriptor source(path, shown_name(path, kind));
    if ((source.status().st_mode & S_IROTH) != 0 && !allow_readable) {
        throw unusable("the " + std::string(kind.name) + " in " + path +
                       " can be read by every user of this machine; run 'chmod 600' on the file, "
                       "or accept that with " +
                       std::string(kind.accepting_option) +
                       " (for example in a container without other users, where the file is "
                       "mounted read-only)");
    }
    size_ = source.read(bytes_.all);
    if (size_ > largest) {
        throw unusable(path + " has more than " + std::to_string(largest) +
                       " bytes; expected a file that contains only " + std::string(kind.expected));
    }
}

confidential_file::wiped_bytes::~wiped_bytes() {
    wipe(all.data(), all.size());
}

std::string_view confidential_file::text() const noexcept {
    return without_line_end({bytes_.all.data(), size_});
}

void write_confidential_file(const std::string& path, std::string_view content) {
    constexpr mode_t for_the_owner = S_IRUSR | S_IWUSR;
    const int descriptor =
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, for_the_owner);
    if (descriptor < 0) {
        refuse_to_write(path, errno);
    }
    // The umask may have removed the owner's permissions, too.
    int error = ::fchmod(descriptor, for_the_owner) == 0 ? 0 : errno;
    if (error == 0) {
        error = write_whole(descriptor, content);
    }
    if (error == 0 && ::fsync(descriptor) != 0 && errno != EINVAL) {
        // EINVAL: the file does not support flushing, so none is needed.
        error = errno;
    }
    if (::close(descriptor) != 0 && error == 0) {
        error = errno;
    }
    if (error != 0) {
        ::unlink(path.c_str());
        refuse_to_write(path, error);
    }
}

void print_confidential(std::string_view content) {
    std::cout.flush();
    if (write_whole(STDOUT_FILENO, content) != 0) {
        refuse_output();
    }
}

} // namespace flaghook::tool
