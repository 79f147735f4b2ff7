/// @file
/// The bodies that are measured: those of senders, and refused ones.
#ifndef FLAGHOOK_TESTS_BENCH_REAL_BODIES_HPP
#define FLAGHOOK_TESTS_BENCH_REAL_BODIES_HPP

#include <flaghook/model/payload.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace flaghook::bench {

/// A body and its name in the benchmarks.
struct named_body {
    std::string name;
    std::string text;
};

/// A body that is accepted.
struct good_body : named_body {
    /// The payload of the body.
    payload content;
};

/// A body that is refused.
struct bad_body : named_body {
    /// Whether the peers refuse it, too. They have no comparable nesting limit.
    bool for_everyone = true;
};

/// Returns the bodies of senders, each with `changes` changes.
[[nodiscard]] std::vector<good_body> bodies_of_senders(std::size_t changes);

/// Returns bodies made from the files in conformance/samples: their changes in turn, each with
/// another id and otherwise unchanged.
[[nodiscard]] std::vector<named_body> bodies_of_samples(std::size_t changes);

/// Returns the documented body with one mistake. A name ends in `_once` if one change is wrong and
/// in `_every` if all are; a body of one change exists only as `_once`.
[[nodiscard]] std::vector<bad_body> refused_bodies(std::size_t changes);

} // namespace flaghook::bench

#endif
