#include <flaghook/signature/signature.hpp>

#include "commands/commands.hpp"
#include "tool/files.hpp"
#include "tool/judging.hpp"
#include "tool/options.hpp"
#include "tool/output.hpp"
#include "tool/secrets.hpp"
#include "tool/verdict.hpp"

#include <boost/json/array.hpp>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace flaghook::tool {

namespace {

struct check_options {
    std::vector<std::string> files{};
    std::optional<std::string> signature{};
    secret_options secrets{};
    output_format format{};
    bool index_keyed = false;
    bool strict = false;
    bool quiet = false;
    parse_limits limits{};
};

void refuse_contradictions(const check_options& options) {
    if (std::ranges::count(options.files, standard_input_name) > 1) {
        refuse_second_input();
    }
    if (options.signature && options.files.size() != 1) {
        throw unusable("--signature applies to one body, but " +
                       std::to_string(options.files.size()) + " are given; check them separately");
    }
    if (!options.signature && !options.secrets.files.empty() &&
        std::ranges::none_of(options.files, is_request_folder)) {
        throw unusable("--secret-file needs a signature to check; add --signature HEX, or see "
                       "'flaghook sign'");
    }
}

/// Checks the files one after the other and prints the results.
class checking {
public:
    explicit checking(const check_options& options)
        : options_(options),
          receiving_{options.limits,
                     options.index_keyed ? tree_form::index_keyed : tree_form::list},
          look_(shows_colour(STDOUT_FILENO)) {
        if (options.signature) {
            // Errors in the secrets are reported before a body is read.
            const std::vector<secret> secrets = read_secrets(options.secrets);
            const diagnosis::signature_checker checker(secrets);
        }
    }

    /// Checks a file. If it cannot be judged, the remaining files are still checked.
    void check(const std::string& file) {
        try {
            const verdict result =
                judge_with_secrets(file, read_request(file, options_.limits.body_size));
            const bool conforms =
                result.reply.accepted() && (!options_.strict || result.deviations.empty());
            settle(conforms ? exit_conforms : exit_differs);
            if (options_.format.is_json()) {
                document_.emplace_back(with_schema(to_json(result)));
            } else {
                std::cout << shortened_to_verdict(report(result, look_), options_.quiet)
                          << std::flush;
            }
        } catch (const unusable& reason) {
            settle(exit_unusable);
            std::cerr << "flaghook: " << printable(reason.what()) << '\n';
            document_.emplace_back(with_schema(to_json(file, reason.what())));
        }
    }

    /// Prints the output that needs the results of all files.
    /// @return the exit status: the worst of all files
    int finish() {
        if (options_.format.is_json()) {
            std::cout << json_text(document_);
        }
        return status_;
    }

private:
    /// Judges a request with its signature. The diagnosis needs the secrets; they are read only
    /// after the body, so that no secret is in memory while the program waits for input.
    [[nodiscard]] verdict judge_with_secrets(const std::string& file,
                                             const kept_request& request) const {
        // A signature that was kept in a request folder is checked if there is a secret.
        const bool has_kept_one = !request.head.empty() && !options_.secrets.files.empty();
        if (!options_.signature && !has_kept_one) {
            return judge(file, request.body, receiving_, std::nullopt);
        }
        const std::vector<secret> secrets = read_secrets(options_.secrets);
        const diagnosis::signature_checker checker(secrets);
        const std::optional<std::string> signature =
            options_.signature ? options_.signature : request.header(signature_header);
        const std::string coding = request.header("Content-Encoding").value_or("");
        return judge(
            file, request.body, receiving_,
            signature_to_check{checker, {.header = signature, .content_encoding = coding}});
    }

    void settle(int status) { status_ = std::max(status_, status); }

    const check_options& options_;
    receiver_options receiving_;
    style look_;
    boost::json::array document_;
    int status_ = exit_conforms;
};

int check(const check_options& options) {
    refuse_contradictions(options);
    checking all(options);
    for (const std::string& file : options.files) {
        all.check(file);
    }
    return all.finish();
}

} // namespace

void add_check(program& to) {
    const auto options = std::make_shared<check_options>();
    CLI::App& command =
        to.add("check", "Predict how Sentry answers bodies and what it records", options, check);
    command
        .add_option("FILE", options->files,
                    "bodies, exactly as sent, or folders of 'listen --save'; - is standard input")
        ->type_name("")
        ->required();
    command
        .add_option("--signature", options->signature,
                    "the value of X-Sentry-Signature, checked first, as Sentry does")
        ->type_name("HEX");
    add_secret_options(command, options->secrets);
    options->format.add_option(command);
    add_quiet(command, options->quiet);
    add_color(command);
    add_strict(command, options->strict);
    command.add_flag("--index-keyed", options->index_keyed,
                     "print answers like Django REST framework 3.18 and later");
    add_limits(command, options->limits);
    command.footer(
        "Sentry also answers a refused body with status 200: only an empty answer means\n"
        "accepted. Deviations are differences from the documentation that Sentry accepts.\n"
        "With --secret-file, the signature in a folder is checked, too.\n"
        "\n"
        "Examples:\n"
        "  flaghook check payload.json other.json\n"
        "  my-sender --print-body | flaghook check --format json -\n"
        "  flaghook check --signature \"$SIGNATURE\" --secret-file secret.txt body.json\n"
        "\n"
        "Exit status: 0 Sentry accepts all bodies, 1 it refuses one, 2 the command line\n"
        "or an input cannot be used.");
}

} // namespace flaghook::tool
