// Indexes that outlive the object that found them.
// expected: delete
#include <flaghook/model/change.hpp>
#include <flaghook/model/deduplicate.hpp>

#include <cstddef>
#include <span>

std::size_t first_repeated(std::span<const flaghook::change> changes) {
#ifdef CORRECT
    flaghook::repeated_ids finder;
    return finder.find(changes).front();
#else
    return flaghook::repeated_ids().find(changes).front(); // here
#endif
}
