#include "diagnosis/signature_verdict.hpp"

#include "tool/printable.hpp"

#include <boost/json/array.hpp>

namespace flaghook::diagnosis {

namespace {

/// Builds a sentence such as `it fits the body rewritten as compact JSON, with the secret
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
    const std::string unexplained =
        std::string("not the signature of the body under this secret, and none of the ") +
        (extent == search_extent::whole ? "known mistakes" : "mistakes that were tried") +
        " explains ";
    if (form == header_form::well_formed) {
        return "it has the documented form, but is " + unexplained +
               "it; check that both sides use the same secret, and that the bytes that are signed "
               "are those that are sent";
    }
    std::string result(explain(form));
    if (extent != search_extent::none) {
        result += "; also, its digits are " + unexplained + "them";
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
        result.message +=
            "; the request has the header Content-Encoding: " +
            tool::beginning(signature.content_encoding, 20) +
            ", but Sentry does not decode it: sign and send the original body, without "
            "that header";
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
