/// @file
/// A second implementation of Sentry's answer to a body: a tree, and the field rules applied one by
/// one.
#ifndef FLAGHOOK_FUZZ_ORACLE_SERVER_HPP
#define FLAGHOOK_FUZZ_ORACLE_SERVER_HPP

#include "oracle/python_json.hpp"
#include "oracle/rules.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace flaghook::fuzz {

/// The server's answer to a body.
struct verdict {
    int status = 200;
    /// The answer with one entry for each item, and the answer with the bad items' indexes as keys.
    /// They are equal if the body is not JSON, and empty if the payload is accepted or the server
    /// fails.
    std::string listed{};
    std::string keyed{};
    /// The accepted payload: the fields outside of the list, and those of each item.
    texts outside{};
    std::vector<texts> items{};
    /// The indexes of the recorded items: the first one of each id.
    std::vector<std::size_t> recorded{};
};

/// Answers a body by the rules of a version. Apart from the nesting limit, the library's limits are
/// not applied.
[[nodiscard]] verdict answer_by_rules(const loaded_json& body, std::span<const rule> rules);

} // namespace flaghook::fuzz

#endif
