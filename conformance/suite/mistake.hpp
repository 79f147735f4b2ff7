/// @file
/// Finds out which rule a wrong result breaks.
#ifndef FLAGHOOK_SUITE_MISTAKE_HPP
#define FLAGHOOK_SUITE_MISTAKE_HPP

#include "suite/run.hpp"
#include "suite/vectors.hpp"

namespace flaghook::suite {

/// The rules of the pipe protocol that a testee can break, by id.
inline constexpr const char* reply_rule = "pipe-reply";
inline constexpr const char* line_rule = "pipe-line";

/// Adds the rules of the pipe protocol to those that reports cite.
void add_pipe_rules(vectors& to);

/// Sets the broken rule and the likely cause of a result that did not pass.
///
/// A case can fail because of another rule than the one that it tests: if all times are off by
/// hours, for example, the cases of unknown keys fail, too.
void explain(case_result& of, const vectors& from);

} // namespace flaghook::suite

#endif
