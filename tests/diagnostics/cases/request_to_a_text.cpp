// Builds a request to an unchecked text, which may not be a webhook's URL.
// expected: endpoint
#include <flaghook/flaghook.hpp>

bool is_made(const flaghook::payload& payload, const flaghook::signer& signer) {
#ifdef CORRECT
    const auto to = flaghook::endpoint::from_url(
        "https://sentry.io/api/0/organizations/acme/flags/hooks/provider/generic/");
    return to && flaghook::make_request(*to, payload, signer).has_value();
#else
    return flaghook::make_request("https://sentry.io/api/0/", payload, signer).has_value(); // here
#endif
}
