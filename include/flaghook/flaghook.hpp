/// @file
/// The umbrella: all of flaghook, with the default crypto back end.
///
/// A program that needs less includes less. `json/parse.hpp` and `json/serialize.hpp` need no
/// library, only Boost's headers; `webhook/receiver.hpp`, `webhook/request.hpp` and
/// `signature/default_backend.hpp` need a crypto library. None of them needs Boost.JSON.
#ifndef FLAGHOOK_FLAGHOOK_HPP
#define FLAGHOOK_FLAGHOOK_HPP

#include <flaghook/api/complaints.hpp>
#include <flaghook/api/flag_log.hpp>
#include <flaghook/api/flag_log_query.hpp>
#include <flaghook/api/link.hpp>
#include <flaghook/api/resource_path.hpp>
#include <flaghook/api/signing_secret.hpp>
#include <flaghook/blueprint/latest.hpp>
#include <flaghook/enumeration.hpp>
#include <flaghook/evaluation/concurrent_flag_buffer.hpp>
#include <flaghook/evaluation/flag_buffer.hpp>
#include <flaghook/evaluation/flag_context.hpp>
#include <flaghook/evaluation/flag_evaluation.hpp>
#include <flaghook/evaluation/span_flags.hpp>
#include <flaghook/evaluation/variant.hpp>
#include <flaghook/json/deviation.hpp>
#include <flaghook/json/error_tree.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/json/parse.hpp>
#include <flaghook/json/refusal.hpp>
#include <flaghook/json/serialize.hpp>
#include <flaghook/model/change.hpp>
#include <flaghook/model/change_id.hpp>
#include <flaghook/model/deduplicate.hpp>
#include <flaghook/model/payload.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/signature/default_backend.hpp>
#include <flaghook/signature/header_form.hpp>
#include <flaghook/signature/received_headers.hpp>
#include <flaghook/signature/secret.hpp>
#include <flaghook/signature/signature.hpp>
#include <flaghook/version.hpp>
#include <flaghook/webhook/content_type.hpp>
#include <flaghook/webhook/delivery.hpp>
#include <flaghook/webhook/delivery_outcome.hpp>
#include <flaghook/webhook/derive_change_id.hpp>
#include <flaghook/webhook/endpoint.hpp>
#include <flaghook/webhook/endpoint_error.hpp>
#include <flaghook/webhook/receiver.hpp>
#include <flaghook/webhook/replay_guard.hpp>
#include <flaghook/webhook/reply.hpp>
#include <flaghook/webhook/request.hpp>

namespace flaghook::inline FLAGHOOK_ABI {

/// Answers requests of the newest protocol version, with the default crypto back end.
using receiver = basic_receiver<blueprint::latest, default_backend>;

/// The answer of a `receiver`.
using reply = receiver::reply;

/// Answers payloads without looking at signatures, and keeps its memory.
using answerer = basic_answerer<blueprint::latest>;

/// A receiver whose rows have views into the body; see `basic_receiver::session`.
using borrowing_receiver = basic_receiver<blueprint::latest_borrowed, default_backend>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
