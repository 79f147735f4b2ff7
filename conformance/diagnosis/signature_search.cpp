#include "diagnosis/signature_search.hpp"

#include <flaghook/signature/default_backend.hpp>
#include <flaghook/signature/signature_error.hpp>

#include "tool/exit_status.hpp"

#include <optional>
#include <string>
#include <utility>

namespace flaghook::diagnosis {

search_result search_mistakes(std::span<const std::span<const std::byte>> secrets,
                              std::string_view body, std::string_view header,
                              std::size_t most_hashed) {
    const signature_plan plan(secrets, body, header, most_hashed);
    for (const attempt& one : plan.attempts()) {
        const std::optional<digest> made =
            compute(one.function, one.how, plan.secret(one.secret), plan.body(one.body));
        for (const header_reading& reading : plan.readings()) {
            // Compared in constant time: a timing difference would reveal the valid signature of
            // other bytes, digit by digit.
            if (made && made->size == reading.value.size &&
                default_backend::equal(made->bytes.data(), reading.value.bytes.data(),
                                       made->size)) {
                return {.mistakes = plan.mistakes_of(one, reading)};
            }
        }
    }
    return {.extent = plan.extent()};
}

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
