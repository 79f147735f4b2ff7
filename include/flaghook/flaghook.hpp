/// @file
/// Includes all of flaghook, with the default crypto back end.
///
/// Include less if your program needs less. `json/parse.hpp` and `json/serialize.hpp` need only the
/// headers of Boost, and no library. `webhook/receiver.hpp`, `webhook/request.hpp` and
/// `signature/default_backend.hpp` also need a crypto library. None of these needs Boost.JSON.
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

/// Answers webhooks in the latest protocol version, with the default crypto back end.
/// @see basic_receiver
///
/// @par Example
/// @snippet receiver.cpp receiver
using receiver = basic_receiver<blueprint::latest, default_backend>;

/// The result of a `receiver`: the answer to a request, and the changes to record.
/// @see basic_reply
using reply = receiver::reply;

/// Answers payloads in the latest protocol version without checking signatures, and reuses its
/// memory.
/// @see basic_answerer
using answerer = basic_answerer<blueprint::latest>;

/// A receiver whose rows contain views into the body.
/// @see basic_receiver::session
///
/// @par Example
/// @snippet views.cpp views
using borrowing_receiver = basic_receiver<blueprint::latest_borrowed, default_backend>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
