/// @file
/// Reports on the result of a delivery, as text and as JSON.
#ifndef FLAGHOOK_TOOL_DELIVERY_REPORT_HPP
#define FLAGHOOK_TOOL_DELIVERY_REPORT_HPP

#include <flaghook/webhook/delivery.hpp>

#include "tool/http.hpp"
#include "tool/output.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace flaghook::tool {

/// An answer and its meaning.
struct answered_delivery {
    http_response response{};
    flaghook::delivery delivery{};
};

/// Returns `200 refused: Nothing is recorded although ...`, followed by one line per error.
[[nodiscard]] std::string report(const answered_delivery& of, const style& look);

/// Converts to `{"status", "outcome", "accepted", "issues", "retry", "retry_after", "location",
/// "advice"}`.
[[nodiscard]] boost::json::object to_json(const answered_delivery& of);

/// Returns one sentence of advice for a delivery without an answer.
[[nodiscard]] std::string_view advice(transport_failure failure) noexcept;

/// Converts to `{"failure", "message", "retry", "advice"}`.
[[nodiscard]] boost::json::object to_json(const transport_error& failure);

/// Says whether to send a request again that got no answer.
[[nodiscard]] retry_advice retry_after_failure(transport_failure failure) noexcept;

} // namespace flaghook::tool

#endif
