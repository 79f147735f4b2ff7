#include "diagnosis/json_layout.hpp"

#include <flaghook/server/text.hpp>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse_options.hpp>
#include <boost/json/string_view.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

namespace flaghook::diagnosis {

namespace {

using node = json_text_tree::node;
using node_kind = json_text_tree::node_kind;
using boost::json::string_view;
using boost::system::error_code;

/// What Boost.JSON tells while it reads. The names are those that its parser calls.
class tree_builder {
public:
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);

    node take() { return std::move(root_.items.front()); }

    bool on_document_begin(error_code& /* error */) {
        open_ = {&root_};
        return true;
    }
    bool on_document_end(error_code& /* error */) { return true; }
    bool on_object_begin(error_code& /* error */) { return open(node_kind::object); }
    bool on_object_end(std::size_t /* count */, error_code& /* error */) { return close(); }
    bool on_array_begin(error_code& /* error */) { return open(node_kind::list); }
    bool on_array_end(std::size_t /* count */, error_code& /* error */) { return close(); }

    bool on_key_part(string_view part, std::size_t /* count */, error_code& /* error */) {
        return keep(part);
    }
    bool on_key(string_view part, std::size_t /* count */, error_code& /* error */) {
        keep(part);
        open_.back()->keys.push_back(std::exchange(kept_, {}));
        return true;
    }
    bool on_string_part(string_view part, std::size_t /* count */, error_code& /* error */) {
        return keep(part);
    }
    bool on_string(string_view part, std::size_t /* count */, error_code& /* error */) {
        return add(node_kind::text, part);
    }
    bool on_number_part(string_view part, error_code& /* error */) { return keep(part); }
    bool on_int64(std::int64_t /* number */, string_view part, error_code& /* error */) {
        return add(node_kind::literal, part);
    }
    bool on_uint64(std::uint64_t /* number */, string_view part, error_code& /* error */) {
        return add(node_kind::literal, part);
    }
    bool on_double(double /* number */, string_view part, error_code& /* error */) {
        return add(node_kind::literal, part);
    }
    bool on_bool(bool value, error_code& /* error */) {
        return add(node_kind::literal, value ? "true" : "false");
    }
    bool on_null(error_code& /* error */) { return add(node_kind::literal, "null"); }
    bool on_comment_part(string_view /* part */, error_code& /* error */) { return true; }
    bool on_comment(string_view /* part */, error_code& /* error */) { return true; }

private:
    bool keep(string_view part) {
        kept_.append(part.data(), part.size());
        return true;
    }

    bool add(node_kind kind, string_view part) {
        keep(part);
        open_.back()->items.push_back({.kind = kind, .text = std::exchange(kept_, {})});
        return true;
    }

    // What is open has an address that stays: only the innermost one grows.
    bool open(node_kind kind) {
        open_.push_back(&open_.back()->items.emplace_back(node{.kind = kind}));
        return true;
    }

    bool close() {
        open_.pop_back();
        return true;
    }

    node root_{.kind = node_kind::list};
    std::vector<node*> open_;
    std::string kept_;
};

/// Writes a tree, within the depth at which it was read.
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
            // The order of UTF-8 bytes is that of code points.
            std::ranges::stable_sort(result, {}, [&](std::size_t index) -> const std::string& {
                return value.keys[index];
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
    boost::json::parse_options options;
    options.max_depth = most_levels;
    boost::json::basic_parser<tree_builder> parser(options);
    error_code error;
    const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
    if (error || !parser.done() ||
        text.find_first_not_of(" \t\r\n", read) != std::string_view::npos) {
        return std::nullopt;
    }
    return json_text_tree(parser.handler().take());
}

std::string json_text_tree::write(const json_layout& layout) const {
    layout_writer writer(layout);
    writer.write(root_, 0);
    return writer.take();
}

} // namespace flaghook::diagnosis
