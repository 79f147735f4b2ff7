/// @file
/// The golden vectors: what is asked, and what is expected.
#ifndef FLAGHOOK_SUITE_VECTORS_HPP
#define FLAGHOOK_SUITE_VECTORS_HPP

#include <boost/json/object.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::suite {

/// How much a case matters, as RFC 2119 has the words.
enum class level : std::uint8_t { must, should, may };

/// `MUST`, `SHOULD` or `MAY`.
[[nodiscard]] std::string_view to_string(level of) noexcept;

/// A rule of the protocol that cases cite.
struct clause {
    std::string statement;
    /// The public place where the rule can be read.
    std::string source;
};

/// One case of the vectors.
struct test_case {
    std::string id;
    std::string title;
    std::string group;
    std::string clause;
    suite::level level = suite::level::must;
    /// The operation of the pipe protocol.
    std::string operation;
    /// The request's other members, with a body as the vectors describe it.
    boost::json::object input;
    /// The result's members, or `{"errored": {}}`.
    boost::json::object expected;
};

/// All vectors of a folder: cases in the order of the files' names and, in a file, of the file.
struct vectors {
    std::vector<test_case> cases;
    std::map<std::string, clause> clauses;
};

/// The folder's files cannot be read as vectors; the text names the file.
class unreadable_vectors : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Reads every `*.json` file of a folder but schemas (`*.schema.json`). A file has either `cases`
/// and their `group`, or the list of `clauses`.
///
/// Throws `unreadable_vectors` for a folder without cases, malformed files, repeated ids, and cases
/// that cite an unknown clause.
[[nodiscard]] vectors read_vectors(const std::filesystem::path& folder);

/// The bytes of a body that the vectors describe: `{"text"}`, `{"base64"}`,
/// `{"repeat": {"text" or "base64", "count"}}`, or `{"parts": [...]}`, a list of these.
///
/// Throws `unreadable_vectors` for anything else.
[[nodiscard]] std::string body_bytes(const boost::json::value& description);

} // namespace flaghook::suite

#endif
