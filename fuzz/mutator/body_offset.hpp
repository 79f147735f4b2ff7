/// @file
/// Where the body begins in a target's inputs.
#ifndef FLAGHOOK_FUZZ_MUTATOR_BODY_OFFSET_HPP
#define FLAGHOOK_FUZZ_MUTATOR_BODY_OFFSET_HPP

#include <cstddef>

namespace flaghook::fuzz {

/// How many bytes of choices stand before the body; a target that is linked with the mutator says
/// so.
extern const std::size_t body_offset;

} // namespace flaghook::fuzz

#endif
