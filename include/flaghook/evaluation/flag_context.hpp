/// @file
/// Evaluations as the context `flags` of an event, and back.
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
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// The evaluations as JSON: `{"flags":{"values":[{"flag":"checkout","result":true}]}}`, oldest
/// first, the member `flags` of an event's `contexts`.
///
/// Of an empty buffer the list is empty; Sentry's SDKs then leave the context out.
/// @par Complexity
/// Linear in the names.
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/transport/event-payloads/contexts/#feature-flag-context
template <std::size_t Capacity>
[[nodiscard]] std::string serialize_flag_context(const basic_flag_buffer<Capacity>& buffer) {
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

/// Reads what `render` writes, or all `contexts` of an event, into a buffer.
///
/// Contexts and members that are not known are ignored. A list that breaks the buffer's rules is
/// read as if each of its evaluations were recorded: of a flag that stands twice the later one
/// counts, of more evaluations than there is room for the last ones.
/// @tparam Capacity the most evaluations that the buffer keeps
/// @return the buffer, or all issues: a text that is no JSON, a member that is missing or of
/// another type, a result that is no boolean
/// @par Complexity
/// Linear in the text.
template <std::size_t Capacity = max_flags_per_event>
[[nodiscard]] result<basic_flag_buffer<Capacity>>
parse_flag_context(std::string_view contexts, const parse_limits& limits = {}) {
    document::detail::parsed_document document(contexts, limits);
    basic_flag_buffer<Capacity> result;
    if (auto root = document.root()) {
        if (auto flags = root->read_object("flags")) {
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
