/// @file
/// The layout of `--help`: 80 columns.
#ifndef FLAGHOOK_COMMANDS_HELP_FORMATTER_HPP
#define FLAGHOOK_COMMANDS_HELP_FORMATTER_HPP

#include <CLI/CLI.hpp>

#include <cstddef>
#include <sstream>
#include <string>

namespace flaghook::tool {

/// Breaks the descriptions of options between words. Other texts are written with their line ends.
class help_formatter : public CLI::Formatter {
public:
    help_formatter() { column_width(first_column); }

    [[nodiscard]] std::string make_option_desc(const CLI::Option* option) const override {
        std::istringstream words(CLI::Formatter::make_option_desc(option));
        std::string result;
        std::size_t width = 0;
        for (std::string word; words >> word; width += word.size() + 1) {
            if (width != 0 && width + word.size() > widest_line - first_column) {
                result.back() = '\n';
                width = 0;
            }
            result += word + ' ';
        }
        return result.substr(0, result.find_last_not_of(' ') + 1);
    }

private:
    static constexpr std::size_t widest_line = 80;
    static constexpr std::size_t first_column = 26;
};

} // namespace flaghook::tool

#endif
