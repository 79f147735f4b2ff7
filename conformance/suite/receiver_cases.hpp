/// @file
/// Converts the vectors to requests to a receiver over HTTP.
#ifndef FLAGHOOK_SUITE_RECEIVER_CASES_HPP
#define FLAGHOOK_SUITE_RECEIVER_CASES_HPP

#include <flaghook/signature/default_backend.hpp>

#include "suite/vectors.hpp"

#include <string_view>

namespace flaghook::suite {

/// The id of a case whose request is entirely valid.
inline constexpr std::string_view right_request = "probe-signature-right";

/// Makes the cases that can be tested over HTTP, which shows a receiver's answers but not what it
/// records:
///
/// * each case of the operation `parse`, with a valid signature, except those that choose a form of
///   error lists;
/// * signatures: valid, missing, in upper case, with a prefix, with a wrong digit, of another
///   secret or body; and which of two mistakes is answered;
/// * transport: a chunked body, a large body, a header name in lower case, another method.
///
/// All cases have the operation `receive`. In addition to `body` and `signature`, a request's input
/// may have the members `chunked`, `signature_header` and `method`, if they differ from the
/// defaults. For an expected status 500, only the status is compared.
/// @param by signs with the receiver's secret
[[nodiscard]] vectors receiver_cases(const vectors& from, const signer& by);

} // namespace flaghook::suite

#endif
