/// @file
/// The commands of the program `flaghook`, and how to add one.
///
/// A command is a file `commands/<name>.cpp` with one function that this header declares and that
/// `main.cpp` calls once. It registers the subcommand, its options and its job:
///
/// @code
/// struct sign_options { std::string file; };
///
/// int sign(const sign_options& options);
///
/// void add_sign(program& to) {
///     const auto options = std::make_shared<sign_options>();
///     CLI::App& command = to.add("sign", "Print the signature of a body", options, sign);
///     command.add_option("FILE", options->file, "the body, or - for standard input")->required();
///     command.footer("Example:\n  flaghook sign body.json");
/// }
/// @endcode
///
/// A job returns its exit status. It throws `unusable` for every problem that the user has to solve
/// first. Results are written to standard output, everything else to standard error.
#ifndef FLAGHOOK_COMMANDS_COMMANDS_HPP
#define FLAGHOOK_COMMANDS_COMMANDS_HPP

#include "tool/exit_status.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace flaghook::tool {

/// The command line and the job that it selects.
class program {
public:
    /// Runs the selected command and returns its exit status.
    using job = std::function<int()>;

    explicit program(CLI::App& parser) noexcept : parser_(parser) {}

    /// Registers a subcommand.
    /// @param options receives the parsed options of the command; lives as long as the program
    /// @param work runs after the whole command line was read
    /// @return the subcommand, to which options can be added
    template <class Options>
    CLI::App& add(const std::string& name, const std::string& description,
                  const std::shared_ptr<Options>& options, int (*work)(const Options&)) {
        return add(parser_, name, description, options, work);
    }

    /// Registers a subcommand of a group, such as `generate` of `secret`.
    template <class Options>
    CLI::App& add(CLI::App& group, const std::string& name, const std::string& description,
                  const std::shared_ptr<Options>& options, int (*work)(const Options&)) {
        CLI::App* const command = group.add_subcommand(name, description);
        command->final_callback(
            [this, options, work] { chosen_ = [options, work] { return work(*options); }; });
        return *command;
    }

    /// Registers a group: a name that must be followed by one of its subcommands.
    CLI::App& add_group(const std::string& name, const std::string& description) {
        CLI::App* const group = parser_.add_subcommand(name, description);
        group->require_subcommand(1);
        return *group;
    }

    /// Returns the command line with all commands.
    [[nodiscard]] const CLI::App& parser() const noexcept { return parser_; }

    /// Runs the command that the command line selected.
    /// @pre the command line was parsed and names a command
    [[nodiscard]] int run() const { return chosen_(); }

private:
    CLI::App& parser_;
    job chosen_;
};

/// Adds `check`: shows how Sentry would answer the given bodies, and what it would record.
void add_check(program& to);

/// Adds `sign`: prints the signature of a body.
void add_sign(program& to);

/// Adds `verify`: checks only the signature of a body, not its content.
void add_verify(program& to);

/// Adds `emit`: prints the payload of one change.
void add_emit(program& to);

/// Adds `send`: sends a payload and interprets the answer.
void add_send(program& to);

/// Adds `log`: shows an audit log and lists the sent changes that are missing from it.
void add_log(program& to);

/// Adds `listen`: runs a local stand-in for Sentry's server and shows the requests that it
/// receives.
void add_listen(program& to);

/// Adds `secret generate`: generates a signing secret.
void add_secret(program& to);

/// Adds `probe`: tests a receiver over HTTP.
void add_probe(program& to);

/// Adds `schema`: prints the JSON Schema of a protocol version.
void add_schema(program& to);

/// Adds `suite`: runs the golden vectors against this library or another implementation, and
/// reports the results.
void add_suite(program& to);

/// Adds `testee`: answers requests of the pipe protocol, one a line, until standard input ends.
void add_testee(program& to);

/// Adds `help`: prints what `--help` of the program or of a command prints.
void add_help(program& to);

/// Adds `usage`: prints the man page and the completions of shells, which are installed with the
/// program.
void add_usage(program& to);

} // namespace flaghook::tool

#endif
