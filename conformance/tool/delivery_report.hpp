/// @file
/// What became of a delivery, for people and for machines.
#ifndef FLAGHOOK_TOOL_DELIVERY_REPORT_HPP
#define FLAGHOOK_TOOL_DELIVERY_REPORT_HPP

#include <flaghook/webhook/delivery.hpp>

#include "tool/http_client.hpp"
#include "tool/terminal.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace flaghook::tool {

/// An answer, and what it means.
struct answered_delivery {
    http_response response{};
    flaghook::delivery delivery{};
};

/// `200 refused: Nothing is recorded although ...`, then a line for each complaint.
[[nodiscard]] std::string report(const answered_delivery& of, const style& look);

/// `{"status", "outcome", "accepted", "issues", "retry", "retry_after", "location",
/// "advice"}`.
[[nodiscard]] boost::json::object to_json(const answered_delivery& of);

/// What to do when there is no answer, in one sentence.
[[nodiscard]] std::string_view advice(transport_failure failure) noexcept;

/// `{"failure", "message", "retry", "advice"}`.
[[nodiscard]] boost::json::object to_json(const transport_error& failure);

/// Whether to send a request again that got no answer.
[[nodiscard]] retry_advice retry_after_failure(transport_failure failure) noexcept;

} // namespace flaghook::tool

#endif
