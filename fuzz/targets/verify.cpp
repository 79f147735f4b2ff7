// Compares verification with an independent HMAC. Secrets are any bytes; headers are any bytes or
// almost right.

#include <flaghook/flaghook.hpp>
#include <flaghook/signature/header_form.hpp>

#include "byte_source.hpp"
#include "errors.hpp"
#include "near_miss.hpp"
#include "oracle/code_points.hpp"
#include "oracle/digest.hpp"
#include "require.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace flaghook;
using namespace flaghook::fuzz;

/// Returns whether a secret can be registered by today's rule, in code points.
bool is_registrable(std::string_view text) {
    const std::u32string points = escaped_code_points(text);
    return !has_surrogate(points) && stripped(points).size() == points.size() &&
           points.size() >= 10 && points.size() <= 64 && points.find(U'\0') == std::u32string::npos;
}

void check_registration(std::string_view text) {
    const boost::system::error_code failure = check_registrable(text);
    require_same(!failure, is_registrable(text),
                 "exactly the secrets that Sentry registers today are registrable");
    if (failure) {
        check_error(failure);
    }
    const auto made = secret::from_text(text);
    require_same(made.has_value(), !failure, "from_text accepts exactly the registrable secrets");
    if (made) {
        const std::span<const std::byte> kept = made->expose();
        require_same(std::string_view(reinterpret_cast<const char*>(kept.data()), kept.size()),
                     text, "a secret has the bytes of its text");
    }
    require_same(secret::from_registered(text).has_value(), !text.empty(),
                 "from_registered accepts any bytes except an empty text");
}

void check_form(const std::optional<std::string>& header, bool matches) {
    const header_form form = classify_header(header);
    const bool documented = header && header->size() == signature::size &&
                            header->find_first_not_of("0123456789abcdef") == std::string::npos;
    require_same(form == header_form::well_formed, documented,
                 "exactly 64 lower-case hex digits are well-formed");
    require(!matches || documented, "a matching header is well-formed");
    require(!to_string(form).empty() && !explain(form).empty(),
            "a form has a name and an explanation");
}

void check_numbers(std::size_t count, const std::vector<secret>& secrets,
                   const boost::system::result<verifier>& made) {
    if (count == 0 || count > max_secrets) {
        require(!made.has_value(), "a verifier needs 1 to 16 secrets");
        check_error(made.error());
        require(made.error() ==
                    (count == 0 ? signature_error::no_secrets : signature_error::too_many_secrets),
                "the error says whether there are too few or too many");
    } else {
        require(made.has_value(), "a verifier can be made from any secrets");
    }
    require_same(secrets.size(), count, "secrets are not changed");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    byte_source bytes(as_text(data, size));
    const std::size_t count = bytes.byte() % (max_secrets + 2);
    const std::size_t signing = bytes.byte();
    const auto how = static_cast<miss>(bytes.byte() % miss_count);
    const std::size_t place = bytes.byte();
    const std::string_view material = bytes.short_text();
    const std::string_view header_bytes = bytes.short_text();
    const std::string_view body = bytes.rest();
    check_registration(material);

    std::vector<std::string> texts;
    std::vector<secret> secrets;
    for (std::size_t index = 0; index < count; ++index) {
        texts.push_back(std::string(material) + static_cast<char>('A' + index));
        secrets.push_back(secret::from_registered(texts.back()).value());
    }
    const boost::system::result<verifier> made = verifier::make(secrets);
    check_numbers(count, secrets, made);
    if (!made) {
        return 0;
    }
    // The index past the last secret signs with an unknown secret.
    const std::size_t signer_index = signing % (count + 1);
    const std::string key = signer_index < count ? texts[signer_index] : "an unknown secret";
    const std::optional<std::string> header = missed(how, hmac_hex(key, body), place, header_bytes);
    const bool expected =
        header && std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
            return hmac_hex(text, body) == *header;
        });
    require_same(made->verify(body, header), expected,
                 "exactly the lower-case digest of a known secret verifies");
    check_form(header, expected);
    return 0;
}
