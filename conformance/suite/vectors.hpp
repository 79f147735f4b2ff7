/// @file
/// The golden vectors: requests and expected results.
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

/// The level of a case, in the words of RFC 2119.
enum class level : std::uint8_t { must, should, may };

/// Returns `MUST`, `SHOULD` or `MAY`.
[[nodiscard]] std::string_view to_string(level of) noexcept;

/// A rule of the protocol that cases cite.
struct clause {
    std::string statement;
    /// The public page that states the rule.
    std::string source;
};

/// One case of the vectors.
struct test_case {
    std::string id;
    std::string title;
    std::string group;
    std::string clause;
    suite::level level = suite::level::must;
    /// The id of its request: its place among all cases, from 1 on.
    std::uint64_t number = 0;
    /// The operation of the pipe protocol.
    std::string operation;
    /// The request's other members; a body is described as in the vectors.
    boost::json::object input;
    /// The expected members of the result, or `{"errored": {}}`.
    boost::json::object expected;
};

/// All vectors of a folder: the files ordered by name, and the cases in the order of each file.
struct vectors {
    std::vector<test_case> cases;
    std::map<std::string, clause> clauses;
    /// The first twelve hex digits of the SHA-256 of all files.
    std::string revision{};
};

/// Thrown if the files of a folder cannot be read as vectors; the text names the file.
class unreadable_vectors : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Reads all `*.json` files of a folder except schemas (`*.schema.json`). A file has either `cases`
/// and their `group`, or the list of `clauses`.
///
/// Throws `unreadable_vectors` for a folder without cases, malformed files, repeated ids, and cases
/// that cite an unknown clause.
[[nodiscard]] vectors read_vectors(const std::filesystem::path& folder);

/// Reads the vectors that the program was built with; see embedded_vectors.hpp.
[[nodiscard]] vectors read_embedded_vectors();

/// Checks whether a case has times that an implementation converts.
[[nodiscard]] bool has_times(const test_case& of);

/// Returns the bytes of a body that the vectors describe: `{"text"}`, `{"base64"}`, `{"repeat":
/// {"text" or "base64", "count"}}`, or `{"parts": [...]}`, a list of these.
///
/// Throws `unreadable_vectors` for anything else.
[[nodiscard]] std::string body_bytes(const boost::json::value& description);

} // namespace flaghook::suite

#endif
