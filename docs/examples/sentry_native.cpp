// Evaluations of flags for events of sentry-native (https://github.com/getsentry/sentry-native).
// Compiled where its header is found; not run, because an event needs a server.

// [sentry_native]
#include <flaghook/evaluation/concurrent_flag_buffer.hpp>

#include <sentry.h>

void attach(const flaghook::concurrent_flag_buffer& flags) {
    const flaghook::flag_buffer evaluations = flags.snapshot();
    if (evaluations.empty()) {
        sentry_remove_context("flags");
        return;
    }
    const sentry_value_t values = sentry_value_new_list();
    for (const auto& [flag, result] : evaluations) {
        const sentry_value_t evaluation = sentry_value_new_object();
        sentry_value_set_by_key(evaluation, "flag",
                                sentry_value_new_string_n(flag.data(), flag.size()));
        sentry_value_set_by_key(evaluation, "result", sentry_value_new_bool(result ? 1 : 0));
        sentry_value_append(values, evaluation);
    }
    const sentry_value_t context = sentry_value_new_object();
    sentry_value_set_by_key(context, "values", values);
    sentry_set_context("flags", context);
}
// [sentry_native]

void report(const flaghook::concurrent_flag_buffer& flags, const char* what) {
    attach(flags);
    sentry_capture_event(sentry_value_new_message_event(SENTRY_LEVEL_ERROR, "example", what));
}
