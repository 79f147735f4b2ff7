// Fuzzes bodies in other charsets than UTF-8, and any text as a `Content-Type`.

#include <flaghook/flaghook.hpp>

#include "byte_source.hpp"
#include "oracle/charsets.hpp"
#include "require.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

const std::size_t flaghook::fuzz::body_offset = 1;

namespace {

using namespace flaghook;
using namespace flaghook::fuzz;

constexpr std::string_view json_type = "application/json";
constexpr std::string_view secret_text = "a-secret-of-today";

/// Returns the reply to a body with the right signature.
reply reply_to(std::string_view body, std::string_view header) {
    static const secret key = secret::from_text(secret_text).value();
    static const receiver receiving = receiver::make(key).value();
    static const signer signing = signer::make(key).value();
    const signature fits = signing.sign(body).value();
    return receiving.receive(body, {.signature = fits.hex(), .content_type = header});
}

void check_same(const reply& found, const reply& wanted, std::string_view promise) {
    require_same(found.status(), wanted.status(), promise);
    require_same(found.accepted(), wanted.accepted(), promise);
    require_same(found.answer(), wanted.answer(), promise);
    require_same(found.rows().size(), wanted.rows().size(), promise);
}

/// Checks that a body in a named charset is answered like the same text in UTF-8.
void check_charset(std::size_t charset, std::string_view body) {
    const std::string header =
        std::string(json_type) + "; charset=" + std::string(charsets[charset]);
    const reply found = reply_to(body, header);
    const std::optional<std::string> text = decoded(charset, body);
    if (body.empty() || (text && !text->empty())) {
        check_same(found, reply_to(body.empty() ? body : *text, json_type), "as in UTF-8");
        return;
    }
    require_same(found.status(), 400, "a body that is not text of its charset has status 400");
    require_same(found.issues().size(), std::size_t{1}, "the decoder's error is the only one");
    require(found.issues().front().code() == issue_code::parse_error, "the issue is a parse error");
    require(found.rows().empty(), "nothing is recorded");
}

void check_header(std::string_view header, std::string_view body) {
    std::string memory;
    const result<std::string_view> text = decode_body(body, header, memory);
    const reply found = reply_to(body, header);
    if (text) {
        check_same(found, answer(*text), "the receiver decodes");
    } else {
        require_same(found.status(), text.error().status(), "the status is the decoder's");
        require_same(found.answer(), text.error().answer(), "the answer is the decoder's");
        require(found.rows().empty(), "nothing is recorded");
    }
    // One more parameter must change nothing. The answer to another media type repeats the header.
    if (found.status() != 415 && header.find_first_of("\"\\") == std::string_view::npos) {
        check_same(reply_to(body, std::string(header) + " ;v=1"), found, "another parameter");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    byte_source bytes(as_text(data, size));
    const std::size_t choice = bytes.byte();
    if (choice < charsets.size()) {
        check_charset(choice, bytes.rest());
    } else {
        const std::string_view header = bytes.short_text();
        check_header(header, bytes.rest());
    }
    return 0;
}
