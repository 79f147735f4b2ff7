#include "tool/delivery_report.hpp"

#include "tool/output.hpp"
#include "tool/verdict.hpp"

#include <boost/json/value.hpp>

#include <cstddef>

namespace flaghook::tool {

namespace {

/// The maximum number of characters to show of an answer that cannot be parsed.
constexpr std::size_t longest_excerpt = 200;

} // namespace

std::string report(const answered_delivery& of, const style& look) {
    const delivery& what = of.delivery;
    const std::string name =
        std::to_string(of.response.status) + ' ' + std::string(to_string(what.outcome));
    std::string result =
        (what.outcome == delivery_outcome::accepted ? look.good(name) : look.bad(name)) + ": " +
        std::string(what.advice()) + '\n' + lines_of(what.complaints);
    if (is_redirect(of.response.status) && of.response.location) {
        result += "  The redirect to " + printable(*of.response.location) +
                  " is not followed: the POST would become a GET.\n";
    }
    if (what.outcome == delivery_outcome::unexpected && !of.response.body.empty()) {
        result += "  The answer begins with " + excerpt(of.response.body, longest_excerpt) + '\n';
    }
    return result;
}

boost::json::object to_json(const answered_delivery& of) {
    boost::json::object result;
    result["status"] = of.response.status;
    result["outcome"] = to_string(of.delivery.outcome);
    result["accepted"] = of.delivery.outcome == delivery_outcome::accepted;
    result["issues"] = to_json(of.delivery.complaints);
    result["retry"] = to_string(of.delivery.retry);
    result["retry_after"] = of.delivery.retry_after
                                ? boost::json::value(of.delivery.retry_after->count())
                                : boost::json::value();
    result["location"] = or_null(of.response.location);
    result["advice"] = of.delivery.advice();
    return result;
}

retry_advice retry_after_failure(transport_failure failure) noexcept {
    switch (failure) {
    case transport_failure::not_resolved:
    case transport_failure::not_connected:
        return retry_advice::safe;
    case transport_failure::not_trusted:
        return retry_advice::futile;
    default:
        return retry_advice::unsafe;
    }
}

std::string_view advice(transport_failure failure) noexcept {
    switch (failure) {
    case transport_failure::not_resolved:
        return "The name of the host or the proxy cannot be resolved: check the name and the "
               "network's DNS.";
    case transport_failure::not_connected:
        return "No connection could be made, so nothing was sent: check the host, the port and the "
               "proxy, and that the server runs.";
    case transport_failure::not_trusted:
        return "The server's identity could not be verified, so nothing was sent: check the host "
               "and its certificate; SSL_CERT_FILE names the authorities to trust.";
    case transport_failure::timed_out:
        return "No complete answer arrived in time, so the changes may be recorded: check Sentry's "
               "audit log before sending them again.";
    case transport_failure::broken_off:
        return "The connection ended without a complete answer, so the changes may be recorded: "
               "check Sentry's audit log before sending them again.";
    case transport_failure::other:
        break;
    }
    return "The request could not be made.";
}

boost::json::object to_json(const transport_error& failure) {
    return {{"failure", to_string(failure.kind())},
            {"accepted", false},
            {"message", failure.what()},
            {"retry", to_string(retry_after_failure(failure.kind()))},
            {"advice", advice(failure.kind())}};
}

} // namespace flaghook::tool
