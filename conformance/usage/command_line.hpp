/// @file
/// The commands and options of a program, as declared for CLI11. Help, the man page and the
/// completions of shells are made of this.
#ifndef FLAGHOOK_USAGE_COMMAND_LINE_HPP
#define FLAGHOOK_USAGE_COMMAND_LINE_HPP

#include <CLI/CLI.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace flaghook::usage {

/// What a value names. A shell completes it so.
enum class value_kind : std::uint8_t { other, file, folder, program, command };

/// An option or an argument without a name.
struct described_option {
    /// `--output`, or short and long as `-q`, `--quiet`; the one name of an argument, such as
    /// `FILE`.
    std::vector<std::string> names;
    /// The placeholder of the value, such as `FILE` or `text|json`; empty for a flag.
    std::string value;
    value_kind kind = value_kind::other;
    /// The only possible values; empty if there are others.
    std::vector<std::string> choices;
    /// The bounds of a number, such as `1 to 100`; empty if there are none.
    std::string range;
    /// The default value; empty if there is none.
    std::string initial;
    std::string description;
    bool is_required = false;
    /// Whether several values can be given.
    bool repeats = false;
};

/// A command, or the whole program.
struct described_command {
    /// The words that call it, such as `flaghook secret generate`.
    std::string words;
    std::string name;
    std::string description;
    std::vector<described_option> arguments;
    std::vector<described_option> options;
    /// Paragraphs, examples and exit statuses, as written.
    std::string footer;
    std::vector<described_command> commands;
};

/// Describes a command with its subcommands, without hidden ones.
[[nodiscard]] described_command describe(const CLI::App& command);

/// Returns the remarks on an option's value: `required`, `1 to 100`, `default 5`; empty if there
/// are none.
[[nodiscard]] std::string remarks(const described_option& option);

/// Returns the line that shows how to call a command: `flaghook check [OPTIONS] FILE...`.
[[nodiscard]] std::string synopsis(const described_command& command);

/// A part of a footer: a paragraph without line breaks, or lines that are kept as they are.
struct footer_part {
    bool is_verbatim = false;
    std::string text;
};

/// Splits a footer. Indented lines are verbatim.
[[nodiscard]] std::vector<footer_part> footer_parts(const std::string& footer);

} // namespace flaghook::usage

#endif
