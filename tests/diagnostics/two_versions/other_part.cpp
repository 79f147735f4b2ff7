#include <flaghook/model/change.hpp>
#include <flaghook/model/deduplicate.hpp>
#include <flaghook/model/timestamp.hpp>

#include "part.hpp"

#include <span>
#include <string>
#include <vector>

std::string other_part() {
    std::vector<flaghook::change> changes(2);
    flaghook::repeated_ids repeated;
    flaghook::remove_changes(changes, repeated.find(std::span<const flaghook::change>(changes)));
    return FLAGHOOK_VERSION " " + std::to_string(changes.size()) + " " +
           flaghook::to_string(flaghook::timestamp());
}

// Takes a type of this version.
std::string describe(const flaghook::change& change) {
    return change.flag;
}
