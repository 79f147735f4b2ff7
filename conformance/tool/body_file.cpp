#include "tool/body_file.hpp"

#include "tool/file_descriptor.hpp"
#include "tool/option_values.hpp"
#include "tool/unusable.hpp"

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <span>

namespace flaghook::tool {

namespace {

void add_limit(CLI::App& command, const std::string& name, std::size_t& limit, std::size_t most,
               const std::string& description) {
    command.add_option(name, limit, description)
        ->check(number_between(std::size_t{1}, most))
        ->type_name("NUMBER")
        ->capture_default_str();
}

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

void add_body_limit(CLI::App& command, std::size_t& limit) {
    add_limit(command, "--max-body", limit, std::size_t{1} << 30U,
              "the maximum size of a body, in bytes");
}

void add_limits(CLI::App& command, parse_limits& limits) {
    add_body_limit(command, limits.body_size);
    add_limit(command, "--max-items", limits.items, 100'000'000,
              "the maximum number of changes in a body");
    add_limit(command, "--max-issues", limits.issues, 100'000'000,
              "the maximum number of issues to report for a body");
}

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

} // namespace flaghook::tool
