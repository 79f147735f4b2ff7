#include <flaghook/signature/secret.hpp>
#include <flaghook/signature/wipe.hpp>

#include "commands/commands.hpp"
#include "tool/secrets.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace flaghook::tool {

namespace {

/// The name for standard output.
constexpr const char* standard_output_name = "-";

struct generate_options {
    std::string output = standard_output_name;
};

/// A secret followed by a line end; overwritten on destruction.
class secret_line {
public:
    explicit secret_line(const secret& of) {
        std::ranges::transform(of.expose(), bytes_.begin(),
                               [](std::byte one) { return std::to_integer<char>(one); });
        bytes_.back() = '\n';
    }
    secret_line(const secret_line&) = delete;
    secret_line& operator=(const secret_line&) = delete;
    ~secret_line() { wipe(bytes_.data(), bytes_.size()); }

    [[nodiscard]] std::string_view text() const noexcept { return {bytes_.data(), bytes_.size()}; }

private:
    std::array<char, generated_length + 1> bytes_{};
};

int generate(const generate_options& options) {
    const secret_line line(generate_secret());
    if (options.output == standard_output_name) {
        print_confidential(line.text());
    } else {
        write_confidential_file(options.output, line.text());
    }
    return exit_conforms;
}

} // namespace

void add_secret(program& to) {
    const auto options = std::make_shared<generate_options>();
    CLI::App& group = to.add_group("secret", "Generate a signing secret");
    CLI::App& command = to.add(
        group, "generate", "Print a new signing secret, or write it to a file", options, generate);
    command
        .add_option(
            "--output", options->output,
            "a new file that only you can read; - is standard output. An existing file is not "
            "overwritten")
        ->type_name("FILE")
        ->capture_default_str();
    command.footer(
        "The secret has 32 hex digits: 128 bits from the operating system's random\n"
        "source. Sentry accepts it for the providers generic, launchdarkly and unleash.\n"
        "\n"
        "Examples:\n"
        "  flaghook secret generate --output secret.txt\n"
        "  flaghook listen --secret-file secret.txt\n"
        "\n"
        "Exit status: 0 generated, 2 the command line cannot be used, or the secret\n"
        "cannot be written.");
    group.footer("Example:\n  flaghook secret generate --output secret.txt");
}

} // namespace flaghook::tool
