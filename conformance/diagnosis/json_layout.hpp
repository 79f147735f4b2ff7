/// @file
/// Rewrites JSON text in the style of other languages' JSON writers.
#ifndef FLAGHOOK_DIAGNOSIS_JSON_LAYOUT_HPP
#define FLAGHOOK_DIAGNOSIS_JSON_LAYOUT_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::diagnosis {

/// Where a JSON writer puts white space.
enum class spacing : std::uint8_t {
    compact,     ///< `{"a":1,"b":2}`, as in JavaScript, Go, PHP and Java
    python,      ///< `{"a": 1, "b": 2}`, as in Python
    two_spaces,  ///< one value per line, indented by two spaces per level
    four_spaces, ///< one value per line, indented by four spaces
    tabs         ///< one value per line, indented by tabs
};

/// The formatting options of a JSON writer.
struct json_layout {
    spacing space = spacing::compact;
    /// Whether the keys of each object are sorted by code point.
    bool sorted = false;
    /// Whether characters beyond ASCII are written as `\u00fc`.
    bool ascii = false;
    /// Whether a slash is written as `\/`, as in PHP.
    bool escapes_slashes = false;
    /// Whether `<`, `>` and `&` are written as `\u003c`, `\u003e` and `\u0026`, as in Go.
    bool escapes_html = false;
};

/// A JSON text as a tree. Numbers keep their digits, and repeated keys are kept.
class json_text_tree {
public:
    /// Parses a text.
    /// @return nothing for malformed JSON, lone surrogates, and nesting deeper than `most_levels`
    [[nodiscard]] static std::optional<json_text_tree> read(std::string_view text);

    /// Writes the text in another layout.
    [[nodiscard]] std::string write(const json_layout& layout) const;

    /// The maximum nesting depth; payloads have five levels.
    static constexpr std::size_t most_levels = 64;

    /// The kind of a value.
    enum class node_kind : std::uint8_t { text, literal, list, object };

    /// A value and its children.
    struct node {
        node_kind kind = node_kind::literal;
        /// The characters of a string, or the JSON text of a number, `true`, `false` or `null`.
        std::string text{};
        std::vector<node> items{};
        /// For an object, the key of each item.
        std::vector<std::string> keys{};
    };

private:
    explicit json_text_tree(node&& root) : root_(std::move(root)) {}

    node root_;
};

} // namespace flaghook::diagnosis

#endif
