/// @file
/// Values to try for a field, by its rule.
#ifndef FLAGHOOK_FUZZ_MUTATOR_FIELD_VALUES_HPP
#define FLAGHOOK_FUZZ_MUTATOR_FIELD_VALUES_HPP

#include "oracle/rules.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::fuzz {

/// Returns the JSON text of values at and around the limits of a field: wrong types, coercions,
/// edge cases.
[[nodiscard]] std::vector<std::string> telling_values(std::span<const rule> rules,
                                                      std::size_t index);

/// Returns the JSON text of a value that the server takes without a deviation, with all its fields.
[[nodiscard]] std::string good_value(std::span<const rule> rules, std::size_t index);

} // namespace flaghook::fuzz

#endif
