/// @file
/// The vectors as requests to a receiver over HTTP.
#ifndef FLAGHOOK_SUITE_RECEIVER_CASES_HPP
#define FLAGHOOK_SUITE_RECEIVER_CASES_HPP

#include <flaghook/signature/default_backend.hpp>

#include "suite/vectors.hpp"

#include <string_view>

namespace flaghook::suite {

/// The id of the case that is a right request in every respect.
inline constexpr std::string_view right_request = "probe-signature-right";

/// What a receiver can be asked over HTTP, which shows its answers and not what it records:
///
/// * each case of the operation `parse`, signed as it should be, but those that ask for a form of
///   error lists;
/// * signatures: the right one, none, capital letters, a prefix, a wrong digit, that of another
///   secret or another body, and which of two mistakes is answered;
/// * transport: a body in chunks, a large one, a header's name in small letters, another method.
///
/// The operation of all is `receive`. A request's input has, beside `body` and `signature`, the
/// members `chunked`, `signature_header` and `method` where they differ from the usual. Of an
/// expected answer with status 500 only the status counts.
/// @param by signs with the receiver's secret
[[nodiscard]] vectors receiver_cases(const vectors& from, const signer& by);

} // namespace flaghook::suite

#endif
