#include "diagnosis/signature_check.hpp"

#include <flaghook/signature/signature_error.hpp>

#include "diagnosis/signature_search.hpp"
#include "tool/unusable.hpp"

#include <string>
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
                                 "; remove those that are no longer used");
        }
        throw tool::unusable("cannot check signatures: " + result.error().message());
    }
    return std::move(*result);
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
    if (fits(body, signature.header)) {
        return fitting(signature);
    }
    return mismatching(signature, body.size(),
                       signature.header
                           ? search_mistakes(secrets_, body, *signature.header, most_hashed_)
                           : search_result());
}

} // namespace flaghook::diagnosis
