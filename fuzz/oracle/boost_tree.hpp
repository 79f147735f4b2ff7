/// @file
/// Boost.JSON's opinion on what the other oracle reads: a judge of the judge.
#ifndef FLAGHOOK_FUZZ_ORACLE_BOOST_TREE_HPP
#define FLAGHOOK_FUZZ_ORACLE_BOOST_TREE_HPP

#include "oracle/python_json.hpp"

#include <string>
#include <string_view>

namespace flaghook::fuzz {

/// Reads a body with Boost.JSON, and compares well-formedness, structure, texts and integers.
///
/// Both have to agree, except for what Python has of its own: an empty body is an object, a
/// character that the end cuts off does not count, a lone surrogate is text, an exponent may have
/// any size, an integer has at most 4,300 digits, and nesting may be deeper than Boost's recursion
/// should go.
/// @param loaded what `load_json` makes of the body
/// @return how they differ; empty where they agree
/// @par Source
/// https://www.boost.org/doc/libs/release/libs/json/doc/html/json/input_output.html
[[nodiscard]] std::string difference_to_boost(std::string_view body, const loaded_json& loaded);

} // namespace flaghook::fuzz

#endif
