/// @file
/// Mutates bodies with knowledge of JSON and of a protocol version's fields.
#ifndef FLAGHOOK_FUZZ_MUTATOR_BODY_MUTATOR_HPP
#define FLAGHOOK_FUZZ_MUTATOR_BODY_MUTATOR_HPP

#include "mutator/random_source.hpp"
#include "oracle/python_json.hpp"
#include "oracle/rules.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::fuzz {

/// Changes bytes without regard to their meaning; a fuzzing engine's own mutation.
using byte_mutation = std::function<std::string(std::string_view bytes)>;

/// Mutates bodies: swaps types, sets values to their limits, repeats, drops and moves members, and
/// mixes two bodies. A version's table drives it, so a new version is fuzzed as soon as it has a
/// table.
class body_mutator {
public:
    /// @param rules the fields; the parser under test need not know all of them
    /// @param mutate_bytes used for texts, and for bodies that are not JSON
    body_mutator(std::span<const rule> rules, byte_mutation mutate_bytes)
        : rules_(rules), mutate_bytes_(std::move(mutate_bytes)) {}

    /// Returns the body with a few changes.
    [[nodiscard]] std::string mutated(std::string_view body, random_source& random) const;

    /// Returns the first body with a value of the second one in it.
    [[nodiscard]] std::string crossed(std::string_view first, std::string_view second,
                                      random_source& random) const;

private:
    /// A value of a tree, the container that holds it, and its line in the version's table.
    struct spot {
        json_value* value = nullptr;
        json_value* holder = nullptr;
        std::size_t position = 0;
        std::optional<std::size_t> line{};
    };

    void collect(std::vector<spot>& out, const spot& here) const;
    [[nodiscard]] std::vector<spot> spots_of(json_value& root) const;
    void change(json_value& root, random_source& random) const;
    void change_value(json_value& value, std::optional<std::size_t> line,
                      random_source& random) const;
    void change_holder(const spot& where, random_source& random) const;
    [[nodiscard]] json_value value_for(std::optional<std::size_t> line,
                                       random_source& random) const;

    std::span<const rule> rules_;
    byte_mutation mutate_bytes_;
};

} // namespace flaghook::fuzz

#endif
