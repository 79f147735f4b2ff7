/// @file
/// The offset of the body in a target's inputs.
#ifndef FLAGHOOK_FUZZ_MUTATOR_BODY_OFFSET_HPP
#define FLAGHOOK_FUZZ_MUTATOR_BODY_OFFSET_HPP

#include <cstddef>

namespace flaghook::fuzz {

/// The number of bytes of choices before the body. Each target that links the mutator defines it.
extern const std::size_t body_offset;

} // namespace flaghook::fuzz

#endif
