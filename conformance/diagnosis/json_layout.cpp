#include "diagnosis/json_layout.hpp"

#include <flaghook/json/tokenizer.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/server/value.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

namespace flaghook::diagnosis {

namespace {

using node = json_text_tree::node;
using node_kind = json_text_tree::node_kind;

/// Builds a tree from the tokens of a text.
class tree_builder {
public:
    static constexpr bool wants_text = true;

    [[nodiscard]] bool has_lone_surrogates() const { return has_lone_surrogates_; }
    node take() { return std::move(root_.items.front()); }

    void on_begin(bool is_object) {
        // The pointers to open nodes stay valid: only the innermost list of items grows.
        open_.push_back(&open_.back()->items.emplace_back(
            node{.kind = is_object ? node_kind::object : node_kind::list}));
    }
    void on_end(bool /* is_object */) { open_.pop_back(); }
    void on_key(std::string_view text) { open_.back()->keys.push_back(checked(text)); }
    void on_value(const server::detail::value& value) {
        const bool is_text = value.is == server::detail::value::type::string;
        open_.back()->items.push_back({.kind = is_text ? node_kind::text : node_kind::literal,
                                       .text = is_text ? checked(value.text) : word(value)});
    }

private:
    std::string checked(std::string_view text) {
        has_lone_surrogates_ = has_lone_surrogates_ || !server::detail::is_utf8(text);
        return std::string(text);
    }

    static std::string word(const server::detail::value& value) {
        switch (value.is) {
        case server::detail::value::type::null:
            return "null";
        case server::detail::value::type::boolean:
            return value.truth ? "true" : "false";
        default:
            return std::string(value.text);
        }
    }

    node root_{.kind = node_kind::list};
    std::vector<node*> open_{&root_};
    bool has_lone_surrogates_ = false;
};

/// Writes a tree. Its depth is bounded, since it was bounded when the tree was read.
class layout_writer {
public:
    explicit layout_writer(const json_layout& layout) : layout_(layout) {}

    void write(const node& value, std::size_t level) {
        switch (value.kind) {
        case node_kind::literal:
            out_ += value.text;
            break;
        case node_kind::text:
            write_text(value.text);
            break;
        case node_kind::list:
        case node_kind::object:
            write_container(value, level);
            break;
        }
    }

    std::string take() { return std::move(out_); }

private:
    void write_container(const node& value, std::size_t level) {
        const bool is_object = value.kind == node_kind::object;
        out_ += is_object ? '{' : '[';
        bool first = true;
        for (const std::size_t index : order_of(value)) {
            if (!first) {
                out_ += layout_.space == spacing::python ? ", " : ",";
            }
            first = false;
            write_line_end(level + 1);
            if (is_object) {
                write_text(value.keys[index]);
                out_ += layout_.space == spacing::compact ? ":" : ": ";
            }
            write(value.items[index], level + 1);
        }
        if (!first) {
            write_line_end(level);
        }
        out_ += is_object ? '}' : ']';
    }

    [[nodiscard]] std::vector<std::size_t> order_of(const node& value) const {
        std::vector<std::size_t> result(value.items.size());
        std::iota(result.begin(), result.end(), std::size_t{0});
        if (layout_.sorted && value.kind == node_kind::object) {
            // Sorting UTF-8 by bytes is the same as sorting by code points.
            std::stable_sort(result.begin(), result.end(),
                             [&](std::size_t left, std::size_t right) {
                                 return value.keys[left] < value.keys[right];
                             });
        }
        return result;
    }

    void write_line_end(std::size_t level) {
        switch (layout_.space) {
        case spacing::compact:
        case spacing::python:
            return;
        case spacing::two_spaces:
            out_.append("\n").append(2 * level, ' ');
            return;
        case spacing::four_spaces:
            out_.append("\n").append(4 * level, ' ');
            return;
        case spacing::tabs:
            out_.append("\n").append(level, '\t');
            return;
        }
    }

    void write_text(std::string_view text) {
        out_ += '"';
        for (std::size_t position = 0; position < text.size();) {
            const server::detail::decoded next = server::detail::decode(text, position);
            write_character(next.point, text.substr(position, next.width));
            position += next.width;
        }
        out_ += '"';
    }

    void write_character(char32_t point, std::string_view bytes) {
        constexpr std::string_view short_escapes = "\"\"\\\\\bb\ff\nn\rr\tt";
        for (std::size_t pair = 0; pair < short_escapes.size(); pair += 2) {
            if (point == static_cast<unsigned char>(short_escapes[pair])) {
                out_ += '\\';
                out_ += short_escapes[pair + 1];
                return;
            }
        }
        if (point == '/' && layout_.escapes_slashes) {
            out_ += "\\/";
        } else if (point > 0xFFFF && layout_.ascii) {
            write_unit(0xD800 + ((point - 0x10000) >> 10U));
            write_unit(0xDC00 + ((point - 0x10000) & 0x3FFU));
        } else if (point < 0x20 || (point > 0x7F && layout_.ascii) ||
                   (layout_.escapes_html && (point == '<' || point == '>' || point == '&'))) {
            write_unit(point);
        } else {
            out_ += bytes;
        }
    }

    void write_unit(char32_t unit) {
        out_ += "\\u";
        for (unsigned shift = 16; shift != 0; shift -= 4) {
            out_ += "0123456789abcdef"[unit >> (shift - 4) & 0xFU];
        }
    }

    const json_layout& layout_;
    std::string out_;
};

} // namespace

std::optional<json_text_tree> json_text_tree::read(std::string_view text) {
    json::detail::tokenizer tokens;
    tokens.begin(text, most_levels);
    tree_builder tree;
    const char* const end = tokens.walk(tokens.skip_space(text.data()), 0, tree);
    if (end == nullptr || tokens.cut() != 0 || tokens.left(tokens.skip_space(end)) != 0 ||
        tree.has_lone_surrogates()) {
        return std::nullopt;
    }
    return json_text_tree(tree.take());
}

std::string json_text_tree::write(const json_layout& layout) const {
    layout_writer writer(layout);
    writer.write(root_, 0);
    return writer.take();
}

} // namespace flaghook::diagnosis
