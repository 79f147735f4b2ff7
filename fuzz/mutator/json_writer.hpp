/// @file
/// Trees as JSON text.
#ifndef FLAGHOOK_FUZZ_MUTATOR_JSON_WRITER_HPP
#define FLAGHOOK_FUZZ_MUTATOR_JSON_WRITER_HPP

#include "oracle/python_json.hpp"

#include <string>
#include <string_view>

namespace flaghook::fuzz {

/// How a tree is written.
struct json_style {
    /// Written wherever white space may stand between the brackets.
    std::string_view space{};
    /// Whether all characters beyond ASCII are escaped.
    bool ascii = false;
};

/// The JSON text of a tree; surrogates are always escaped. Depth takes no stack.
[[nodiscard]] std::string written(const json_value& value, const json_style& style = {});

} // namespace flaghook::fuzz

#endif
