/// @file
/// Changes with given ids, and ids that collide in a hash table.
#ifndef FLAGHOOK_TESTS_MODEL_CHANGES_WITH_HPP
#define FLAGHOOK_TESTS_MODEL_CHANGES_WITH_HPP

#include <flaghook/model/change.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace flaghook::tests {

/// Returns changes with these ids. The name of each flag contains its index.
inline std::vector<change> changes_with(const std::vector<change_id>& ids) {
    std::vector<change> changes(ids.size());
    for (std::size_t index = 0; index < ids.size(); ++index) {
        changes[index].id = ids[index];
        changes[index].flag = "flag " + std::to_string(index);
    }
    return changes;
}

/// Returns an id that collides with the ids of all other numbers in the table of `repeated_ids`. It
/// inverts the hash function for a hash whose low 32 bits are zero.
inline std::uint64_t colliding_id(std::uint64_t number) {
    constexpr std::uint64_t factor = 0x9E3779B97F4A7C15U;
    std::uint64_t inverse = 1;
    for (int step = 0; step < 6; ++step) {
        inverse *= 2 - factor * inverse;
    }
    const std::uint64_t mixed = number << 32U;
    std::uint64_t bits = mixed ^ mixed >> 29U ^ mixed >> 58U;
    bits *= inverse;
    return bits ^ bits >> 32U;
}

} // namespace flaghook::tests

#endif
