#include "diagnosis/json_layout.hpp"
#include "diagnosis/variants.hpp"

#include <boost/beast/zlib/error.hpp>
#include <boost/beast/zlib/inflate_stream.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>

namespace flaghook::diagnosis {

namespace {

namespace zlib = boost::beast::zlib;

/// Returns the data after the gzip header; empty if the header is incomplete.
std::string_view behind_gzip_header(std::string_view body) {
    constexpr std::size_t fixed_size = 10;
    constexpr unsigned has_checksum = 2;
    constexpr unsigned has_extra = 4;
    constexpr unsigned has_name = 8;
    constexpr unsigned has_comment = 16;
    if (body.size() < fixed_size) {
        return {};
    }
    const auto byte = [&](std::size_t place) { return static_cast<unsigned char>(body[place]); };
    const unsigned flags = byte(3);
    std::size_t at = fixed_size;
    if ((flags & has_extra) != 0 && at + 2 <= body.size()) {
        at += 2 + byte(at) + std::size_t{256} * byte(at + 1);
    }
    for (const unsigned text : {has_name, has_comment}) {
        if ((flags & text) != 0 && at < body.size()) {
            at = std::min(body.find('\0', at), body.size()) + 1;
        }
    }
    at += (flags & has_checksum) != 0 ? 2 : 0;
    return at < body.size() ? body.substr(at) : std::string_view();
}

} // namespace

std::optional<std::string> inflate(std::string_view body, std::size_t most) {
    constexpr std::size_t zlib_header_size = 2;
    std::string_view compressed;
    if (begins_as_gzip(body)) {
        compressed = behind_gzip_header(body);
    } else if (begins_as_zlib(body)) {
        compressed = body.substr(zlib_header_size);
    }
    if (compressed.empty()) {
        return std::nullopt;
    }
    zlib::inflate_stream stream;
    zlib::z_params state{};
    state.next_in = compressed.data();
    state.avail_in = compressed.size();
    std::string result;
    boost::system::error_code status;
    while (!status) {
        if (result.size() >= most) {
            return std::nullopt;
        }
        constexpr std::size_t piece = std::size_t{16} << 10U;
        const std::size_t before = result.size();
        result.resize(before + std::min(piece, most - before));
        state.next_out = result.data() + before;
        state.avail_out = result.size() - before;
        stream.write(state, zlib::Flush::sync, status);
        result.resize(result.size() - state.avail_out);
    }
    return status == zlib::error::end_of_stream ? std::optional(std::move(result)) : std::nullopt;
}

namespace {

constexpr std::string_view same_bytes = "sign and send the same bytes";

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

class body_changer {
public:
    body_changer(std::string_view body, std::size_t most_bytes) : body_(body), left_(most_bytes) {}

    body_variants make(std::span<const std::string> timestamps) && {
        add_line_ends();
        add_timestamps(timestamps);
        add_uncompressed();
        add_rewritten();
        return std::move(made_);
    }

private:
    /// Keeps a variant unless it equals the body or an earlier variant, which has a simpler
    /// explanation.
    void add(std::string bytes, mistake what) {
        if (bytes == body_ ||
            std::any_of(made_.all.begin(), made_.all.end(),
                        [&](const body_variant& one) { return one.bytes == bytes; })) {
            return;
        }
        if (bytes.size() > left_) {
            made_.is_cut = true;
            return;
        }
        left_ -= bytes.size();
        made_.all.push_back({std::move(bytes), std::move(what)});
    }

    void add_line_ends() {
        if (4 * body_.size() > left_) {
            made_.is_cut = true;
            return;
        }
        std::string_view shorter = body_;
        for (const char end : {'\n', '\r'}) {
            if (!shorter.ends_with(end)) {
                break;
            }
            shorter.remove_suffix(1);
            add(std::string(shorter), {"body_line_end_less", "the body without its final line end",
                                       std::string(same_bytes)});
        }
        for (const std::string_view end : {"\n", "\r\n"}) {
            add(std::string(body_).append(end),
                {"body_line_end_more", "the body followed by a line end", std::string(same_bytes)});
        }
        add_other_line_ends();
    }

    void add_other_line_ends() {
        std::string as_lf;
        std::string as_crlf;
        std::string as_none;
        for (const char character : body_) {
            if (character == '\n') {
                if (as_lf.ends_with('\r')) {
                    as_lf.pop_back();
                }
                if (!as_crlf.ends_with('\r')) {
                    as_crlf += '\r';
                }
            }
            as_lf += character;
            as_crlf += character;
            if (character != '\n' && character != '\r') {
                as_none += character;
            }
        }
        add(std::move(as_lf),
            {"body_lf", "the body with LF in place of CR LF",
             "its line ends were changed after it was signed: send it as bytes, not as text"});
        add(std::move(as_crlf),
            {"body_crlf", "the body with CR LF in place of LF",
             "its line ends were changed before it was sent: send it as bytes, not as text"});
        add(std::move(as_none),
            {"body_no_line_ends", "the body without its line ends",
             "they were added or removed between signing and sending: sign and send the same "
             "bytes (curl sends a file unchanged with --data-binary, not with --data)"});
    }

    void add_timestamps(std::span<const std::string> timestamps) {
        for (const std::string& timestamp : timestamps) {
            add(timestamp + '.' + std::string(body_),
                {"body_with_timestamp", "the body preceded by the timestamp and a dot",
                 "sign only the body"});
        }
    }

    void add_uncompressed() {
        if (std::optional<std::string> inflated = inflate(body_, left_)) {
            add(std::move(*inflated), {"body_before_compression", "the body before compression",
                                       "Sentry does not decompress a body: send it uncompressed, "
                                       "without Content-Encoding"});
        }
    }

    void add_rewritten() {
        // A tree takes many times the memory of its text.
        constexpr std::size_t longest = std::size_t{1} << 20U;
        if (body_.size() > std::min(longest, left_)) {
            made_.is_cut = true;
            return;
        }
        const std::optional<json_text_tree> tree = json_text_tree::read(body_);
        if (!tree) {
            return;
        }
        // An escaping option matters only if the text has such characters.
        const std::string plain = tree->write({});
        const bool has_slashes = plain.find('/') != std::string::npos;
        const bool has_html = plain.find_first_of("<>&") != std::string::npos;
        const bool has_more = std::any_of(plain.begin(), plain.end(), [](char byte) {
            return static_cast<unsigned char>(byte) > 0x7F;
        });
        for (const spacing space : {spacing::compact, spacing::python, spacing::two_spaces,
                                    spacing::four_spaces, spacing::tabs}) {
            for (const bool sorted : {false, true}) {
                for (unsigned escapes = 0; escapes < 8; ++escapes) {
                    const json_layout layout{.space = space,
                                             .sorted = sorted,
                                             .ascii = (escapes & 1U) != 0,
                                             .escapes_slashes = (escapes & 2U) != 0,
                                             .escapes_html = (escapes & 4U) != 0};
                    if ((layout.ascii && !has_more) || (layout.escapes_slashes && !has_slashes) ||
                        (layout.escapes_html && !has_html)) {
                        continue;
                    }
                    if (made_.is_cut) {
                        return;
                    }
                    add(tree->write(layout), rewriting(layout, has_more));
                }
            }
        }
    }

    [[nodiscard]] mistake rewriting(const json_layout& layout, bool has_more) const {
        std::string how;
        switch (layout.space) {
        case spacing::compact:
            how = "as compact JSON";
            break;
        case spacing::python:
            how = "as JSON with Python's spacing (', ' and ': ')";
            break;
        case spacing::two_spaces:
            how = "as JSON indented by 2 spaces";
            break;
        case spacing::four_spaces:
            how = "as JSON indented by 4 spaces";
            break;
        case spacing::tabs:
            how = "as JSON indented by tabs";
            break;
        }
        std::string with = layout.sorted ? " with sorted keys" : "";
        const auto append = [&with](std::string_view what) {
            with.append(with.empty() ? " with " : " and ").append(what);
        };
        // Only differences from the body are mentioned.
        const bool was_ascii = is_ascii(body_);
        const bool had_escaped_slashes = body_.find("\\/") != std::string_view::npos;
        if (has_more && layout.ascii != was_ascii) {
            append(layout.ascii ? "non-ASCII characters escaped"
                                : "non-ASCII characters unescaped");
        }
        if (layout.escapes_slashes != had_escaped_slashes) {
            append(layout.escapes_slashes ? "slashes escaped" : "slashes unescaped");
        }
        if (layout.escapes_html) {
            append("<, > and & escaped");
        }
        return {"body_rewritten", "the body rewritten " + how + with,
                "serialize once, and sign the bytes that are sent"};
    }

    std::string_view body_;
    std::size_t left_;
    body_variants made_;
};

} // namespace

body_variants variants_of_body(std::string_view body, std::span<const std::string> timestamps,
                               std::size_t most_bytes) {
    return body_changer(body, most_bytes).make(timestamps);
}

} // namespace flaghook::diagnosis
