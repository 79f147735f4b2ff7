// The simplest implementations of the flag buffer and of a span's flags, for comparison.
#ifndef FLAGHOOK_TESTS_EVALUATION_NAIVE_FLAGS_HPP
#define FLAGHOOK_TESTS_EVALUATION_NAIVE_FLAGS_HPP

#include <flaghook/evaluation/flag_evaluation.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace naive {

using evaluations = std::vector<flaghook::flag_evaluation>;

inline evaluations::iterator find(evaluations& among, const std::string& flag) {
    return std::find_if(among.begin(), among.end(),
                        [&](const auto& known) { return known.flag == flag; });
}

/// Records by the rule of error events.
inline void record(evaluations& buffer, std::size_t capacity, const std::string& flag,
                   bool result) {
    if (const auto known = find(buffer, flag); known != buffer.end()) {
        buffer.erase(known);
    }
    if (buffer.size() == capacity) {
        buffer.erase(buffer.begin());
    }
    buffer.push_back({flag, result});
}

/// Records by the rule of spans, and returns whether the evaluation was dropped.
inline bool record_in_span(evaluations& span, std::size_t capacity, const std::string& flag,
                           bool result) {
    if (const auto known = find(span, flag); known != span.end()) {
        known->result = result;
    } else if (span.size() < capacity) {
        span.push_back({flag, result});
    } else {
        return true;
    }
    return false;
}

} // namespace naive

#endif
