#include <flaghook/model/change.hpp>
#include <flaghook/model/deduplicate.hpp>
#include <flaghook/model/timestamp.hpp>

#include "part.hpp"

#include <iostream>
#include <span>
#include <vector>

std::string describe(const flaghook::change& change);

int main() {
    std::vector<flaghook::change> changes(2);
    flaghook::repeated_ids repeated;
    flaghook::remove_changes(changes, repeated.find(std::span<const flaghook::change>(changes)));
    std::cout << FLAGHOOK_VERSION << ' ' << changes.size() << ' '
              << flaghook::to_string(flaghook::timestamp()) << ", " << other_part() << '\n';
#ifdef HAND_A_TYPE_ACROSS
    std::cout << describe(changes.front()) << '\n';
#endif
    return 0;
}
