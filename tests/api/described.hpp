/// @file
/// Formats issues as texts.
#ifndef FLAGHOOK_TESTS_API_DESCRIBED_HPP
#define FLAGHOOK_TESTS_API_DESCRIBED_HPP

#include <flaghook/json/issue.hpp>

#include <string>
#include <vector>

namespace flaghook::tests {

/// Returns `path: code: message` of each issue.
inline std::vector<std::string> described(const std::vector<issue>& issues) {
    std::vector<std::string> result;
    for (const issue& one : issues) {
        result.push_back(one.path() + ": " + std::string(to_string(one.code())) + ": " +
                         one.message());
    }
    return result;
}

} // namespace flaghook::tests

#endif
