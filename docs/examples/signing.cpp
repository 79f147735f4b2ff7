// Signs and verifies bodies without requests and answers. The secrets are made up.
#include <flaghook/crypto/mbedtls.hpp>
#include <flaghook/flaghook.hpp>

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

#include <cstdio>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// [secret]
/// Makes a signer with the secret of a configuration file.
std::optional<flaghook::signer> make_signer(std::string_view configured) {
    const auto secret = flaghook::secret::from_text(configured);
    if (!secret) {
        // The message never contains a part of the secret
        std::printf("%s\n", secret.error().message().c_str());
        return std::nullopt;
    }
    auto signer = flaghook::signer::make(*secret);
    if (!signer) {
        std::printf("%s\n", signer.error().message().c_str());
        return std::nullopt;
    }
    return std::move(*signer);
}
// [secret]

// [wipe]
/// Makes a secret, and overwrites the text that it was made from.
boost::system::result<flaghook::secret> take_secret(std::string& configured) {
    auto secret = flaghook::secret::from_text(configured);
    flaghook::wipe(configured.data(), configured.size());
    return secret;
}
// [wipe]

// [registrable]
/// Prints whether Sentry registers a text as a secret.
void print_check(std::string_view text) {
    const boost::system::error_code wrong = flaghook::check_registrable(text);
    std::printf("%s\n", wrong ? wrong.message().c_str() : "Sentry registers this secret");
}
// [registrable]

// [back_end]
/// Signs with the back end for Mbed TLS, even if another one is the default.
boost::system::result<flaghook::signature> sign_with_mbedtls(const flaghook::secret& secret,
                                                             std::string_view body) {
    const auto signer = flaghook::basic_signer<flaghook::crypto::mbedtls>::make(secret);
    if (!signer) {
        return signer.error();
    }
    return signer->sign(body);
}
// [back_end]

// [error]
/// Checks whether a request was refused for its signature alone, by the category of the error.
bool is_bad_signature(const boost::system::error_code& error) {
    return error == flaghook::signature_error::mismatch ||
           error == flaghook::signature_error::header_missing;
}
// [error]

// [sign]
/// Signs a body that is produced in parts.
boost::system::result<flaghook::signature> sign(const flaghook::signer& signer,
                                                std::span<const std::string_view> parts) {
    flaghook::signer::context context = signer.start();
    for (const std::string_view part : parts) {
        context.update(part);
    }
    return context.finish(); // fails if any step failed
}
// [sign]

// [verify]
/// Checks the signature of a request. Answer 401 if it is wrong, and do not read the body.
bool is_authorized(const flaghook::verifier& verifier, std::string_view body,
                   const std::map<std::string, std::string>& headers) {
    const boost::system::result<void> verified = verifier.verify(body, headers);
    if (!verified) {
        std::printf("%s\n", verified.error().message().c_str());
    }
    return verified.has_value();
}
// [verify]

// [header_form]
/// Logs the form of a refused signature, which hints at the mistake of the sender.
void log_form(std::optional<std::string_view> header) {
    const flaghook::header_form form = flaghook::classify_header(header);
    std::printf("%s: %s\n", std::string(to_string(form)).c_str(),
                std::string(explain(form)).c_str());
}
// [header_form]

int main() {
    print_check("0123456789");
    print_check("0123456789\n");
    const bool too_short = make_signer("012345678").has_value();
    const auto signer = make_signer("0123456789abcdef");
    std::string configured = "0123456789abcdef";
    const auto secret = take_secret(configured);
    if (too_short || !signer || !secret) {
        return 2;
    }
    const auto verifier = flaghook::verifier::make(*secret);
    const std::vector<std::string_view> parts{"{\"data\":[],", "\"meta\":{\"version\":1}}"};
    const auto signature = sign(*signer, parts);
    if (!verifier || !signature) {
        return 2;
    }
    const std::string body = std::string(parts[0]).append(parts[1]);
    std::map<std::string, std::string> headers{
        {"x-sentry-signature", std::string(signature->hex())}};
    const bool accepted = is_authorized(*verifier, body, headers);
    headers["x-sentry-signature"].insert(0, "sha256=");
    const bool refused = !is_authorized(*verifier, body, headers);
    log_form(headers["x-sentry-signature"]);
    const auto same = sign_with_mbedtls(*secret, body);
    const bool is_same = same && same->hex() == signature->hex();
    return accepted && refused && is_same &&
                   is_bad_signature(verifier->verify(body, headers).error())
               ? 0
               : 1;
}
