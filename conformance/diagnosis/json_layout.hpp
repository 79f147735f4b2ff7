/// @file
/// One JSON text as the writers of other languages would write it.
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
    compact,     ///< `{"a":1,"b":2}`, as JavaScript, Go, PHP and Java do
    python,      ///< `{"a": 1, "b": 2}`, as Python does
    two_spaces,  ///< a line each, indented by two spaces a level
    four_spaces, ///< by four
    tabs         ///< by tabs
};

/// How a JSON writer writes.
struct json_layout {
    spacing space = spacing::compact;
    /// The keys of each object in the order of their code points.
    bool sorted = false;
    /// Characters beyond ASCII as `\u00fc`.
    bool ascii = false;
    /// `\/` for a slash, as PHP does.
    bool escapes_slashes = false;
    /// `\u003c`, `\u003e` and `\u0026` for `<`, `>` and `&`, as Go does.
    bool escapes_html = false;
};

/// A JSON text. Numbers keep their digits, and repeated keys stay.
class json_text_tree {
public:
    /// Reads a text.
    /// @return nothing for what is no JSON, for lone surrogates, and for deeper nesting than
    /// `most_levels`
    [[nodiscard]] static std::optional<json_text_tree> read(std::string_view text);

    /// Writes it again.
    [[nodiscard]] std::string write(const json_layout& layout) const;

    /// Deeper nesting is not written again: payloads have five levels.
    static constexpr std::size_t most_levels = 64;

    /// What a value is.
    enum class node_kind : std::uint8_t { text, literal, list, object };

    /// A value with what is in it.
    struct node {
        node_kind kind = node_kind::literal;
        /// The characters of a text, or a number, `true`, `false` or `null` as it is written.
        std::string text{};
        std::vector<node> items{};
        /// Of an object, the key of each item.
        std::vector<std::string> keys{};
    };

private:
    explicit json_text_tree(node&& root) : root_(std::move(root)) {}

    node root_;
};

} // namespace flaghook::diagnosis

#endif
