#include "diagnosis/compressed_body.hpp"

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

} // namespace flaghook::diagnosis
