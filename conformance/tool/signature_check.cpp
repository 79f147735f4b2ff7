#include "tool/signature_check.hpp"

#include <flaghook/server/text.hpp>
#include <flaghook/signature/signature_error.hpp>

#include "tool/unusable.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace flaghook::tool {

namespace {

/// The digits that a sender probably meant: without white space, prefix and capital letters.
std::string intended_digits(std::string_view header) {
    std::string digits(server::trim(header));
    std::ranges::transform(digits, digits.begin(), [](char character) {
        return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a')
                                                    : character;
    });
    constexpr std::string_view prefix = "sha256=";
    if (digits.starts_with(prefix)) {
        digits.erase(0, prefix.size());
    }
    return digits;
}

bool fits(const verifier& by, std::string_view body, std::string_view end,
          std::string_view digits) {
    verifier::run run = by.start();
    run.update(body);
    run.update(end);
    return run.verify(digits);
}

/// The body without the line end at its end, and once more without the CR of CR LF.
std::vector<std::string_view> shorter_bodies(std::string_view body) {
    std::vector<std::string_view> result;
    for (const char end : {'\n', '\r'}) {
        if (!body.ends_with(end)) {
            break;
        }
        body.remove_suffix(1);
        result.push_back(body);
    }
    return result;
}

/// Which other bytes the digits sign, if one of the usual mistakes explains them; else nothing.
std::string explain_bytes(const verifier& by, std::string_view body, std::string_view digits) {
    for (const std::string_view shorter : shorter_bodies(body)) {
        if (fits(by, shorter, {}, digits)) {
            return "it is the signature of the body without the line end at its end; sign and send "
                   "the same bytes";
        }
    }
    for (const std::string_view end : {"\n", "\r\n"}) {
        if (fits(by, body, end, digits)) {
            return "it is the signature of the body with one more line end at its end; sign and "
                   "send the same bytes";
        }
    }
    return {};
}

std::string explain_mismatch(const verifier& by, std::string_view body, std::string_view header,
                             header_form form) {
    const std::string digits = intended_digits(header);
    std::string bytes = explain_bytes(by, body, digits);
    if (form == header_form::well_formed) {
        return bytes.empty() ? "it has the documented form, so that the secret or the signed bytes "
                               "differ; sign the exact bytes that are sent, with the secret as "
                               "text"
                             : bytes;
    }
    std::string result(explain(form));
    if (digits.size() != signature::size) {
        return result;
    }
    if (by.verify(body, digits)) {
        return result + "; otherwise it fits";
    }
    return result + "; " +
           (bytes.empty() ? "besides, its digits do not fit the body under this secret"
                          : "besides, " + bytes);
}

} // namespace

verifier make_verifier(std::span<const secret> secrets) {
    boost::system::result<verifier> result = verifier::make(secrets);
    if (!result) {
        if (result.error() == signature_error::too_many_secrets) {
            throw unusable("there are " + std::to_string(secrets.size()) +
                           " signing secrets, expected at most " + std::to_string(max_secrets) +
                           "; leave out those that were replaced long ago");
        }
        throw unusable("cannot check signatures: " + result.error().message());
    }
    return std::move(*result);
}

signature_verdict check_signature(const verifier& by, std::string_view body,
                                  std::optional<std::string_view> header) {
    signature_verdict result;
    result.form = classify_header(header);
    result.matches = by.verify(body, header);
    if (result.matches) {
        result.message = "it fits the body";
    } else {
        result.message = header ? explain_mismatch(by, body, *header, result.form)
                                : std::string(explain(result.form));
    }
    return result;
}

boost::json::object to_json(const signature_verdict& verdict) {
    return {{"matches", verdict.matches},
            {"form", to_string(verdict.form)},
            {"message", verdict.message}};
}

} // namespace flaghook::tool
