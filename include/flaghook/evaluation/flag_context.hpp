/// @file
/// Writes and parses flag evaluations as the context `flags` of an event.
#ifndef FLAGHOOK_EVALUATION_FLAG_CONTEXT_HPP
#define FLAGHOOK_EVALUATION_FLAG_CONTEXT_HPP

#include <flaghook/document/object_reader.hpp>
#include <flaghook/evaluation/flag_buffer.hpp>
#include <flaghook/evaluation/flag_evaluation.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/json/refusal.hpp>
#include <flaghook/json/write_text.hpp>
#include <flaghook/version.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// Writes the member `contexts` of an event.
///
/// The evaluations are in its context `flags`, oldest first:
/// `{"flags":{"values":[{"flag":"checkout","result":true}]}}`. An empty buffer adds no context, as
/// in Sentry's SDKs: the result is `{}`.
/// @tparam Capacity the capacity of the buffer
/// @param buffer the evaluations
/// @return a JSON object in UTF-8
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the names.
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/transport/event-payloads/contexts/#feature-flag-context
///
/// @par Example
/// @snippet evaluation.cpp evaluation
template <std::size_t Capacity>
[[nodiscard]] std::string serialize_flag_context(const basic_flag_buffer<Capacity>& buffer) {
    if (buffer.empty()) {
        return "{}";
    }
    std::string result = R"({"flags":{"values":[)";
    const char* separator = "";
    for (const auto& evaluation : buffer) {
        result += std::exchange(separator, ",");
        result += R"({"flag":)";
        json::detail::append_string(result, evaluation.flag);
        result += evaluation.result ? R"(,"result":true})" : R"(,"result":false})";
    }
    result += "]}}";
    return result;
}

/// Parses the member `contexts` of an event, as `serialize_flag_context` writes it, into a buffer.
///
/// Ignores unknown contexts and members. Without a context `flags` the buffer is empty. Evaluations
/// are recorded in the order of the list: a later evaluation replaces an earlier one of the same
/// flag, and a full buffer evicts the oldest.
/// @tparam Capacity the maximum number of evaluations in the buffer
/// @param contexts the JSON text, any bytes
/// @param limits the limits on the text
/// @return the buffer, or all issues: malformed JSON, a missing member, a member of the wrong type
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `contexts.size()`.
template <std::size_t Capacity = max_flags_per_event>
[[nodiscard]] result<basic_flag_buffer<Capacity>>
parse_flag_context(std::string_view contexts, const parse_limits& limits = {}) {
    document::detail::parsed_document document(contexts, limits);
    basic_flag_buffer<Capacity> result;
    if (auto root = document.root()) {
        if (auto flags = root->has("flags") ? root->read_object("flags") : std::nullopt) {
            flags->read_list("values", [&result](document::detail::object_reader& item) {
                flag_evaluation evaluation;
                item.read("flag", evaluation.flag);
                item.read("result", evaluation.result);
                result.record(evaluation.flag, evaluation.result);
            });
        }
    }
    return document.result(std::move(result));
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
