/// @file
/// What Sentry answers to a body, by a second way: a tree, and the field rules one after the other.
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
    /// The answer with one entry for each item, and with the bad items' indexes as keys. Both are
    /// the same where the body is no JSON, and empty where the payload is accepted or the server
    /// fails.
    std::string listed{};
    std::string keyed{};
    /// The accepted payload: the fields outside of the list, and those of each item.
    texts outside{};
    std::vector<texts> items{};
    /// Which items are recorded: the first ones of each id.
    std::vector<std::size_t> recorded{};
};

/// Answers what was read from a body by the rules of a version. Limits of the library other than
/// that on nesting are not known here.
[[nodiscard]] verdict answer_by_rules(const loaded_json& body, std::span<const rule> rules);

} // namespace flaghook::fuzz

#endif
