#include <flaghook/version.hpp>

#include "tool/exit_status.hpp"
#include "usage/pages.hpp"

#include <cstddef>
#include <sstream>
#include <string_view>

namespace flaghook::usage {

namespace {

/// Escapes the characters that roff replaces.
std::string roff_escaped(std::string_view text) {
    std::string result;
    for (const char one : text) {
        switch (one) {
        case '\\':
            result += "\\e";
            break;
        case '-':
            result += "\\-";
            break;
        case '\'':
            result += "\\(aq";
            break;
        case '"':
            result += "\\(dq";
            break;
        case '`':
            result += "\\(ga";
            break;
        case '^':
            result += "\\(ha";
            break;
        case '~':
            result += "\\(ti";
            break;
        default:
            result += one;
        }
    }
    return result;
}

/// Returns a line of text. At its beginning, a period would be a request.
std::string line(std::string_view text) {
    return (text.starts_with('.') ? "\\&" : "") + roff_escaped(text) + '\n';
}

/// Returns a text in lines of a length that mandoc recommends.
std::string text_lines(const std::string& text) {
    constexpr std::size_t longest_line = 76;
    std::string result;
    std::string current;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        if (!current.empty() &&
            roff_escaped(current).size() + 1 + roff_escaped(word).size() > longest_line) {
            result += line(current);
            current.clear();
        }
        current += (current.empty() ? "" : " ") + word;
    }
    return current.empty() ? result : result + line(current);
}

std::string bold(std::string_view text) {
    return "\\fB" + roff_escaped(text) + "\\fR";
}

std::string italic(std::string_view text) {
    return "\\fI" + roff_escaped(text) + "\\fR";
}

/// Ends a paragraph, which may have no text, with a period.
std::string sentence(const std::string& text) {
    return text.empty() || text.back() == '.' ? text : text + '.';
}

std::string man_entry(const described_option& option) {
    std::string tag;
    const bool is_argument = !option.names.front().starts_with('-');
    for (const std::string& name : option.names) {
        tag += (tag.empty() ? "" : ", ") + (is_argument ? italic(name) : bold(name));
    }
    if (!is_argument && !option.value.empty()) {
        tag += ' ' + (option.choices.empty() ? italic(option.value) : bold(option.value));
    }
    tag += option.repeats ? " ..." : "";
    const std::string more = remarks(option);
    return ".TP\n" + tag + '\n' +
           text_lines(option.description + (more.empty() ? "" : " (" + more + ')'));
}

std::string man_entries(const described_command& command) {
    std::string result;
    for (const described_option& argument : command.arguments) {
        result += man_entry(argument);
    }
    for (const described_option& option : command.options) {
        result += man_entry(option);
    }
    return result;
}

std::string verbatim(const std::string& text) {
    std::string result = ".EX\n";
    std::istringstream lines(text);
    for (std::string one; std::getline(lines, one);) {
        result += line(one);
    }
    return result + ".EE\n";
}

std::string man_footer(const std::string& footer) {
    std::string result;
    for (const footer_part& part : footer_parts(footer)) {
        result += ".PP\n" + (part.is_verbatim ? verbatim(part.text) : text_lines(part.text));
    }
    return result;
}

std::string examples(const std::string& footer) {
    std::string result;
    for (const footer_part& part : footer_parts(footer)) {
        result += part.is_verbatim ? verbatim(part.text) : "";
    }
    return result;
}

/// Returns a section for each command that does something, so not for a group.
std::string sections(const described_command& command) {
    std::string result;
    for (const described_command& one : command.commands) {
        if (!one.commands.empty()) {
            result += sections(one);
            continue;
        }
        result += ".SS " + roff_escaped(one.words) + '\n' + text_lines(sentence(one.description)) +
                  ".PP\n" + bold(one.words) + roff_escaped(synopsis(one).substr(one.words.size())) +
                  '\n' + man_entries(one) + man_footer(one.footer);
    }
    return result;
}

/// The meaning of an exit status.
struct described_status {
    int status;
    /// For `send` and `log`, which ask a server.
    std::string_view of_requests;
    /// For `check`, `verify`, `listen`, `probe` and `suite`, which judge.
    std::string_view of_verdicts;
};

/// All exit statuses in ascending order. The commands without a verdict end with 0 or 2.
/// docs/testing.md has the same table by command.
constexpr described_status exit_statuses[] = {
    {tool::exit_conforms, "send: recorded; log: every sent change is in the log",
     "everything is as it should be"},
    {tool::exit_differs,
     "send: not recorded, and never in this form; log: a change is missing or refused, or the "
     "server does not give the log",
     "something is not"},
    {tool::exit_unusable, "the command line or an input cannot be used; nothing was sent",
     "the command line or an input cannot be used; probe: the receiver cannot be judged"},
    {tool::exit_later, "send: not recorded, try again later; log: try again later", "-"},
    {tool::exit_unknown,
     "send: it may be recorded; look into the audit log before sending it again", "-"},
};

std::string table_of_statuses() {
    std::string result = ".TS\nallbox;\nlb lb lb\nl lx lx.\n"
                         "status\tsend, log\tcheck, verify, listen, probe, suite\n";
    for (const described_status& one : exit_statuses) {
        result += std::to_string(one.status) + "\tT{\n" + text_lines(std::string(one.of_requests)) +
                  "T}\tT{\n" + text_lines(std::string(one.of_verdicts)) + "T}\n";
    }
    return result + ".TE\n";
}

constexpr std::string_view environment =
    ".TP\n.B FLAGHOOK_SECRET\n"
    "The signing secret, if no file is given.\n"
    ".TP\n.B FLAGHOOK_TOKEN\n"
    "The API token of\n.BR \"flaghook log\" ,\nif no file is given.\n"
    ".TP\n.B SSL_CERT_FILE\n.TQ\n.B SSL_CERT_DIR\n.TQ\n.B CURL_CA_BUNDLE\n"
    "The trusted certificates, in place of those of the system.\n"
    ".TP\n.B NO_COLOR\n"
    "No colours, unless\n.B \\-\\-color always\nis given.\n"
    ".TP\n.B TERM\n"
    "No colours if it is \\(dqdumb\\(dq or not set.\n";

} // namespace

std::string man_page(const described_command& program, const std::string& date) {
    // The first line asks for the preprocessor of tables.
    return "'\\\" t\n"
           ".\\\" Written by 'flaghook usage man'.\n"
           ".TH FLAGHOOK 1 " +
           date + " \"flaghook " FLAGHOOK_VERSION +
           "\" \"User Commands\"\n"
           ".SH NAME\n"
           "flaghook \\- check, sign and send payloads of Sentry\\(aqs feature\\-flag webhook\n"
           ".SH SYNOPSIS\n" +
           bold(program.name) + roff_escaped(synopsis(program).substr(program.name.size())) +
           "\n"
           ".SH DESCRIPTION\n" +
           text_lines(program.description) + ".SH OPTIONS\n" + man_entries(program) +
           ".SH COMMANDS\n" + sections(program) + ".SH ENVIRONMENT\n" + std::string(environment) +
           ".SH EXIT STATUS\n" + table_of_statuses() +
           ".PP\nThe other commands end with 0 or 2.\n"
           ".SH EXAMPLES\n" +
           examples(program.footer);
}

} // namespace flaghook::usage
