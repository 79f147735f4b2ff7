#include "diagnosis/signature_check.hpp"

#include <flaghook/signature/signature_error.hpp>

#include "diagnosis/signature_search.hpp"
#include "tool/printable.hpp"
#include "tool/unusable.hpp"

#include <boost/json/array.hpp>

#include <utility>

namespace flaghook::diagnosis {

namespace {

verifier make_verifier(std::span<const secret> secrets) {
    boost::system::result<verifier> result = verifier::make(secrets);
    if (!result) {
        if (result.error() == signature_error::too_many_secrets) {
            throw tool::unusable("there are " + std::to_string(secrets.size()) +
                                 " signing secrets, expected at most " +
                                 std::to_string(max_secrets) +
                                 "; leave out those that were replaced long ago");
        }
        throw tool::unusable("cannot check signatures: " + result.error().message());
    }
    return std::move(*result);
}

/// `it fits the body written again as compact JSON, with the secret decoded from hex; ...`, with
/// what to do behind it.
std::string sentence(const std::vector<mistake>& mistakes) {
    std::string fits = "it fits";
    std::string advice;
    const char* separator = " ";
    for (const mistake& one : mistakes) {
        fits.append(separator).append(one.fits);
        separator = ", ";
        if (advice.find(one.advice) == std::string::npos) {
            advice.append("; ").append(one.advice);
        }
    }
    return fits + advice;
}

/// How far the search went, where it did not go all the way.
std::string limit(search_extent extent, std::size_t size) {
    switch (extent) {
    case search_extent::single_mistakes:
        return "; a body of " + tool::counted(size, "byte") +
               " is too large to try several mistakes at once";
    case search_extent::part:
        return "; a body of " + tool::counted(size, "byte") +
               " is too large to try all known mistakes";
    default:
        return {};
    }
}

std::string nothing_found(header_form form, search_extent extent) {
    const std::string tried = extent == search_extent::whole
                                  ? "any of the known mistakes"
                                  : "those known mistakes that were tried";
    if (form == header_form::well_formed) {
        return "it has the documented form, but fits neither the body under this secret nor with " +
               tried +
               "; compare the secret on both sides, and the bytes that are signed with those that "
               "are sent";
    }
    std::string result(explain(form));
    if (extent != search_extent::none) {
        result += "; besides, its digits do not fit the body under this secret, nor with " + tried;
    }
    return result;
}

bool is_coded(std::string_view content_encoding) {
    return !content_encoding.empty() && content_encoding != "identity";
}

} // namespace

signature_checker::signature_checker(std::span<const secret> secrets, std::size_t most_hashed)
    : verifier_(make_verifier(secrets)), most_hashed_(most_hashed) {
    for (const secret& one : secrets) {
        secrets_.push_back(one.expose());
    }
}

signature_verdict signature_checker::check(std::string_view body,
                                           const presented_signature& signature) const {
    signature_verdict result{.matches = fits(body, signature.header),
                             .form = classify_header(signature.header)};
    result.message =
        result.matches ? "it fits the body" : explain_mismatch(body, signature, result);
    return result;
}

std::string signature_checker::explain_mismatch(std::string_view body,
                                                const presented_signature& signature,
                                                signature_verdict& verdict) const {
    if (!signature.header) {
        return std::string(explain(verdict.form));
    }
    const search_result found = search_mistakes(secrets_, body, *signature.header, most_hashed_);
    if (!found.mistakes.empty()) {
        for (const mistake& one : found.mistakes) {
            verdict.mistakes.emplace_back(one.code);
        }
        return sentence(found.mistakes);
    }
    std::string result = nothing_found(verdict.form, found.extent);
    result += limit(found.extent, body.size());
    if (is_coded(signature.content_encoding)) {
        result += "; the body has the header Content-Encoding: " +
                  tool::beginning(signature.content_encoding, 20) +
                  ", which Sentry does not undo: sign and send it as it is, without that header";
    }
    return result;
}

boost::json::object to_json(const signature_verdict& verdict) {
    return {{"matches", verdict.matches},
            {"form", to_string(verdict.form)},
            {"message", verdict.message},
            {"mistakes", boost::json::array(verdict.mistakes.begin(), verdict.mistakes.end())}};
}

} // namespace flaghook::diagnosis
