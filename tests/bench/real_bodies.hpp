/// @file
/// The bodies that are measured: what senders write, and what is refused.
#ifndef FLAGHOOK_TESTS_BENCH_REAL_BODIES_HPP
#define FLAGHOOK_TESTS_BENCH_REAL_BODIES_HPP

#include <flaghook/model/payload.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace flaghook::bench {

/// A body, and how the benchmarks name it.
struct named_body {
    std::string name;
    std::string text;
};

/// A body that is accepted.
struct good_body : named_body {
    /// What it says.
    payload content;
};

/// A body that is refused.
struct bad_body : named_body {
    /// Whether the peers refuse it, too. They have no limit of depth to compare.
    bool for_everyone = true;
};

/// What senders write, `changes` changes in each.
[[nodiscard]] std::vector<good_body> bodies_of_senders(std::size_t changes);

/// Bodies made from the files in conformance/samples: their changes in turn, each with another id,
/// everything else as it is written there.
[[nodiscard]] std::vector<named_body> bodies_of_samples(std::size_t changes);

/// The documented body with something wrong in it. A name ends in `_once` where one change is wrong
/// and in `_every` where all of them are; a body of one change has only the former.
[[nodiscard]] std::vector<bad_body> refused_bodies(std::size_t changes);

} // namespace flaghook::bench

#endif
