// The evaluations that an error event and a span carry. openfeature.cpp records them from a hook.
#include <cstdio>

// [evaluation]
#include <flaghook/flaghook.hpp>

#include <string>

/// The member `contexts` of an error event. Sentry's SDKs omit the context `flags` when no flag was
/// evaluated.
std::string contexts(const flaghook::concurrent_flag_buffer& flags) {
    const flaghook::flag_buffer evaluations = flags.snapshot();
    return evaluations.empty() ? "{}" : render(evaluations);
}
// [evaluation]

int main() {
    flaghook::concurrent_flag_buffer flags;
    flaghook::span_flags span;
    std::printf("%s\n%s\n", contexts(flags).c_str(), render(span).c_str());

    const bool all_are_recorded =
        !flags.record("checkout.express", true) && !span.record("checkout.express", true) &&
        !record_variant(flags, "button-color", "red") && !flags.record("checkout.express", false) &&
        !span.record("checkout.express", false);
    std::printf("%s\n%s\n", contexts(flags).c_str(), render(span).c_str());
    return all_are_recorded ? 0 : 1;
}
