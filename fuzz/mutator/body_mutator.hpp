/// @file
/// Changes to a body that know JSON and the fields of a protocol version.
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

/// Changes bytes without knowing what they are; a fuzzing engine's own mutation.
using byte_mutation = std::function<std::string(std::string_view bytes)>;

/// Changes bodies: swaps types, puts values at their limits, repeats, drops and moves members,
/// mixes two bodies. It is driven by a version's table, so that a new version is fuzzed as soon as
/// it has one.
class body_mutator {
public:
    /// @param rules what the fields are; the reader of the body need not know all of them
    /// @param mutate_bytes for texts, and for bodies that are no JSON
    body_mutator(std::span<const rule> rules, byte_mutation mutate_bytes)
        : rules_(rules), mutate_bytes_(std::move(mutate_bytes)) {}

    /// A body that comes from this one by a few changes.
    [[nodiscard]] std::string mutated(std::string_view body, random_source& random) const;

    /// The first body with a value of the second one in it.
    [[nodiscard]] std::string crossed(std::string_view first, std::string_view second,
                                      random_source& random) const;

private:
    /// A value of a tree, the container that holds it, and the line that the version's
    /// table has for it.
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
