/// @file
/// Checks the JSON oracle against Boost.JSON.
#ifndef FLAGHOOK_FUZZ_ORACLE_BOOST_TREE_HPP
#define FLAGHOOK_FUZZ_ORACLE_BOOST_TREE_HPP

#include "oracle/python_json.hpp"

#include <string>
#include <string_view>

namespace flaghook::fuzz {

/// Reads a body with Boost.JSON, and compares well-formedness, structure, texts and integers.
///
/// Both have to agree, except for Python's peculiarities: an empty body is an object, a character
/// cut off at the end is ignored, a lone surrogate is text, an exponent may have any size, an
/// integer has at most 4,300 digits, and nesting may be deeper than Boost's recursion allows
/// safely.
/// @param loaded the result of `load_json` for the body
/// @return the difference; empty if there is none
/// @par Source
/// https://www.boost.org/doc/libs/release/libs/json/doc/html/json/input_output.html
[[nodiscard]] std::string difference_to_boost(std::string_view body, const loaded_json& loaded);

} // namespace flaghook::fuzz

#endif
