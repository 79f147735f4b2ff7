/// @file
/// Writes trees as JSON text.
#ifndef FLAGHOOK_FUZZ_MUTATOR_JSON_WRITER_HPP
#define FLAGHOOK_FUZZ_MUTATOR_JSON_WRITER_HPP

#include "oracle/python_json.hpp"

#include <string>
#include <string_view>

namespace flaghook::fuzz {

/// The style in which a tree is written.
struct json_style {
    /// The white space to write wherever JSON allows some between the brackets.
    std::string_view space{};
    /// Whether to escape all characters outside ASCII.
    bool ascii = false;
};

/// Returns the JSON text of a tree. Surrogates are always escaped. Deep trees use no stack.
[[nodiscard]] std::string written(const json_value& value, const json_style& style = {});

} // namespace flaghook::fuzz

#endif
