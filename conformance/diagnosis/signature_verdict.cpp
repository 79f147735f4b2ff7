#include "diagnosis/signature_verdict.hpp"

#include "tool/printable.hpp"

#include <boost/json/array.hpp>

namespace flaghook::diagnosis {

namespace {

/// Builds a sentence such as `it fits the body written again as compact JSON, with the secret
/// decoded from hex; ...`, which ends with the advice.
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

/// Says how far the search went, if it did not try everything.
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

signature_verdict fitting(const presented_signature& signature) {
    return {
        .matches = true, .form = classify_header(signature.header), .message = "it fits the body"};
}

signature_verdict mismatching(const presented_signature& signature, std::size_t body_size,
                              const search_result& found) {
    signature_verdict result{.form = classify_header(signature.header)};
    if (!signature.header) {
        result.message = explain(result.form);
        return result;
    }
    if (!found.mistakes.empty()) {
        for (const mistake& one : found.mistakes) {
            result.mistakes.emplace_back(one.code);
        }
        result.message = sentence(found.mistakes);
        return result;
    }
    result.message = nothing_found(result.form, found.extent) + limit(found.extent, body_size);
    if (is_coded(signature.content_encoding)) {
        result.message += "; the body has the header Content-Encoding: " +
                          tool::beginning(signature.content_encoding, 20) +
                          ", which Sentry does not undo: sign and send it as it is, without that "
                          "header";
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
