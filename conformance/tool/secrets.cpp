#include "tool/secrets.hpp"

#include <flaghook/signature/registration.hpp>
#include <flaghook/signature/signature_error.hpp>
#include <flaghook/signature/wipe.hpp>

#include "diagnosis/variants.hpp"
#include "tool/exit_status.hpp"
#include "tool/files.hpp"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <iostream>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace flaghook::tool {

namespace {

/// Words for messages about a confidential file.
struct confidential_kind {
    /// The content, such as `secret`.
    std::string_view name;
    /// The expected content of the file.
    std::string_view expected;
    /// The option that names the file.
    std::string_view file_option;
    /// The option that accepts a file that all users can read.
    std::string_view accepting_option;
};

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

/// The text of a file; overwritten on destruction.
class confidential_file {
public:
    /// The maximum size of a file, in bytes; generous for a single line.
    static constexpr std::size_t largest = 4096;

    /// Reads a file, and refuses one that all users of the machine can read.
    /// @param allow_readable whether to accept such a file
    /// @throw unusable with advice, without any of the content
    confidential_file(const std::string& path, const confidential_kind& kind, bool allow_readable) {
        const file_descriptor source(path, shown_name(path, kind));
        if ((source.status().st_mode & S_IROTH) != 0 && !allow_readable) {
            throw unusable(
                "the " + std::string(kind.name) + " in " + path +
                " can be read by every user of this machine; run 'chmod 600' on the file, "
                "or accept that with " +
                std::string(kind.accepting_option) +
                " (for example in a container without other users, where the file is "
                "mounted read-only)");
        }
        size_ = source.read(bytes_.all);
        if (size_ > largest) {
            throw unusable(path + " has more than " + std::to_string(largest) +
                           " bytes; expected a file that contains only " +
                           std::string(kind.expected));
        }
    }

    /// Returns the content without one line end (LF or CR LF) at its end, since editors add one.
    [[nodiscard]] std::string_view text() const noexcept {
        return without_line_end({bytes_.all.data(), size_});
    }

private:
    /// A type of its own, so that the bytes are overwritten even if the constructor throws.
    struct wiped_bytes {
        wiped_bytes() = default;
        wiped_bytes(const wiped_bytes&) = delete;
        wiped_bytes& operator=(const wiped_bytes&) = delete;
        ~wiped_bytes() { wipe(all.data(), all.size()); }

        std::array<char, largest + 1> all{};
    };

    wiped_bytes bytes_{};
    std::size_t size_ = 0;
};

[[noreturn]] void refuse_to_write(const std::string& path, int error) {
    if (error == EEXIST) {
        throw unusable(path + " already exists and is not overwritten, since its content may be in "
                              "use; give another name, or move the file first");
    }
    throw unusable("cannot write " + path + ": " + std::generic_category().message(error) +
                   "; give a new file in a folder where you can write, on a disk with free space");
}

} // namespace

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

namespace {

/// The digits and the random bytes they are made of; overwritten on destruction.
struct secret_digits {
    secret_digits() = default;
    secret_digits(const secret_digits&) = delete;
    secret_digits& operator=(const secret_digits&) = delete;
    ~secret_digits() {
        wipe(random.data(), random.size());
        wipe(text.data(), text.size());
    }

    std::array<unsigned char, generated_length / 2> random{};
    std::array<char, generated_length> text{};
};

/// Repeats the call, since a signal may interrupt it before it has all bytes.
void fill_with_random_bytes(std::span<unsigned char> room) {
    while (!room.empty()) {
        const ssize_t count = ::getrandom(room.data(), room.size(), 0);
        if (count > 0) {
            room = room.subspan(static_cast<std::size_t>(count));
        } else if (count == 0 || errno != EINTR) {
            throw unusable("the operating system provides no random bytes: " +
                           std::generic_category().message(count == 0 ? EIO : errno) +
                           "; no secret was generated");
        }
    }
}

} // namespace

secret generate_secret() {
    secret_digits digits;
    fill_with_random_bytes(digits.random);
    std::size_t place = 0;
    for (const unsigned char byte : digits.random) {
        digits.text[place++] = "0123456789abcdef"[byte >> 4U];
        digits.text[place++] = "0123456789abcdef"[byte & 0xFU];
    }
    boost::system::result<secret> result =
        secret::from_text({digits.text.data(), digits.text.size()});
    if (!result) {
        throw unusable("the generated secret cannot be used: " + result.error().message());
    }
    return std::move(*result);
}

namespace {

/// The environment variable to use if no file is given.
constexpr const char* secret_variable = "FLAGHOOK_SECRET";

constexpr confidential_kind secret_kind{
    .name = "secret",
    .expected = "the signing secret",
    .file_option = "--secret-file",
    .accepting_option = "--allow-readable-secret",
};

/// Returns a text such as `10 to 64`.
std::string registered_lengths() {
    return std::to_string(min_secret_length) + " to " + std::to_string(max_secret_length);
}

std::string explain(const boost::system::error_code& failure) {
    if (failure == signature_error::secret_not_utf8) {
        return "is not UTF-8 text; expected the text as registered with Sentry, not decoded "
               "from hex or base64";
    }
    if (failure == signature_error::secret_has_outer_white_space) {
        return "begins or ends with white space, which Sentry trims when a secret is registered; "
               "remove it (one line end at the end of a file is ignored)";
    }
    if (failure == signature_error::secret_has_null_character) {
        return "contains a null character, which Sentry does not register; expected a text file "
               "that contains only the secret";
    }
    if (failure == signature_error::secret_too_short ||
        failure == signature_error::secret_too_long) {
        const bool is_short = failure == signature_error::secret_too_short;
        return (is_short ? "has fewer than " + std::to_string(min_secret_length)
                         : "has more than " + std::to_string(max_secret_length)) +
               " characters; Sentry registers " + registered_lengths() +
               ". If it is an old registration, add --any-secret-length";
    }
    return "cannot be used: " + failure.message();
}

bool is_utf16(std::string_view text) {
    return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

/// @param origin the source of the text, for messages
secret make_secret(std::string_view text, const std::string& origin,
                   const secret_options& options) {
    if (text.empty()) {
        throw unusable(origin + " is empty; it must contain the signing secret as registered with "
                                "Sentry");
    }
    if (is_utf16(text)) {
        throw unusable("the secret in " + origin +
                       " is UTF-16 text, as PowerShell writes it; save the file as UTF-8 without a "
                       "byte order mark");
    }
    boost::system::result<secret> result = secret::from_text(text);
    const bool wrong_length = result.error() == signature_error::secret_too_short ||
                              result.error() == signature_error::secret_too_long;
    if ((result || wrong_length) && !options.any_text) {
        if (const std::string reason = diagnosis::explain_secret_text(text, secret_kind.name);
            !reason.empty()) {
            throw unusable("the secret in " + origin + ' ' + reason +
                           ". If Sentry registered exactly this text, add --any-secret-text");
        }
    }
    if (options.any_length && wrong_length) {
        result = secret::from_registered(text);
    }
    if (!result) {
        throw unusable("the secret in " + origin + ' ' + explain(result.error()));
    }
    return std::move(*result);
}

secret read_file(const std::string& path, const secret_options& options) {
    const confidential_file source(path, secret_kind, options.allow_readable);
    return make_secret(source.text(), path, options);
}

} // namespace

void add_secret_options(CLI::App& command, secret_options& options) {
    command
        .add_option(
            "--secret-file", options.files,
            "file with the signing secret; one line end at the end is ignored. The default is "
            "the environment variable FLAGHOOK_SECRET")
        ->type_name("FILE")
        ->allow_extra_args(false);
    command.add_flag(
        "--any-secret-length", options.any_length,
        "accept a secret of any length, for old registrations; today, Sentry registers " +
            registered_lengths() + " characters");
    command.add_flag("--any-secret-text", options.any_text,
                     "accept a secret with quotes, NAME=value, several lines or invisible "
                     "characters, if Sentry registered exactly this text");
    command.add_flag("--allow-readable-secret", options.allow_readable,
                     "accept a secret file that every user of this machine can read, such as one "
                     "that is mounted read-only into a container");
}

std::vector<secret> read_secrets(const secret_options& options) {
    std::vector<secret> result;
    for (const std::string& path : options.files) {
        result.push_back(read_file(path, options));
    }
    if (!result.empty()) {
        return result;
    }
    const char* const text = std::getenv(secret_variable);
    if (text == nullptr) {
        throw unusable(std::string("there is no signing secret; give --secret-file FILE, or set "
                                   "the environment variable ") +
                       secret_variable);
    }
    result.push_back(
        make_secret(text, std::string("the environment variable ") + secret_variable, options));
    return result;
}

signer make_signer(const secret_options& options) {
    const std::vector<secret> secrets = read_secrets(options);
    if (secrets.size() != 1) {
        throw unusable("there are " + std::to_string(secrets.size()) +
                       " signing secrets, expected one; give --secret-file once");
    }
    boost::system::result<signer> result = signer::make(secrets.front());
    if (!result) {
        throw unusable("cannot prepare the signing secret: " + result.error().message());
    }
    return std::move(*result);
}

namespace {

/// The environment variable to use if no file is given.
constexpr const char* token_variable = "FLAGHOOK_TOKEN";

constexpr confidential_kind token_kind{
    .name = "token",
    .expected = "the API token",
    .file_option = "--token-file",
    .accepting_option = "--allow-readable-token",
};

/// @param origin the source of the text, for messages
secret make_token(std::string_view text, const std::string& origin) {
    if (text.empty()) {
        throw unusable(origin +
                       " is empty; it must contain an API token, as shown in Sentry's settings");
    }
    if (!std::ranges::all_of(text, [](char one) { return one > ' ' && one <= '~'; })) {
        throw unusable(
            "the token in " + origin +
            " has an invalid character, such as a space or a line end; expected only the "
            "token, as shown in Sentry's settings");
    }
    if (const std::string reason = diagnosis::explain_secret_text(text, token_kind.name);
        !reason.empty()) {
        throw unusable("the token in " + origin + ' ' + reason);
    }
    // Succeeds, since the text is not empty.
    return *secret::from_registered(text);
}

} // namespace

void add_token_options(CLI::App& command, token_options& options) {
    command
        .add_option(
            "--token-file", options.file,
            "file with the API token; one line end at the end is ignored. The default is the "
            "environment variable FLAGHOOK_TOKEN")
        ->type_name("FILE");
    command.add_flag(
        "--allow-readable-token", options.allow_readable,
        "accept a token file that every user of this machine can read, such as one that "
        "is mounted read-only into a container");
}

secret read_token(const token_options& options) {
    if (!options.file.empty()) {
        const confidential_file source(options.file, token_kind, options.allow_readable);
        return make_token(source.text(), options.file);
    }
    const char* const text = std::getenv(token_variable);
    if (text == nullptr) {
        throw unusable(std::string("there is no API token; give --token-file FILE, or set the "
                                   "environment variable ") +
                       token_variable);
    }
    return make_token(text, std::string("the environment variable ") + token_variable);
}

} // namespace flaghook::tool
