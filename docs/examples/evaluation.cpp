// The evaluations in an error event and a span. openfeature.cpp records them from a hook.
#include <cstdio>
#include <string_view>

// [evaluation]
#include <flaghook/flaghook.hpp>

#include <string>

/// The member `contexts` of an error event: `{}` if no flag was evaluated.
std::string contexts(const flaghook::concurrent_flag_buffer& flags) {
    return serialize_flag_context(flags.snapshot());
}
// [evaluation]

// [record]
/// Records an evaluation for the next error event and for the span of the current request.
void record(flaghook::concurrent_flag_buffer& flags, flaghook::span_flags& span,
            std::string_view flag, bool result) {
    if (flags.record(flag, result) || span.record(flag, result)) {
        std::printf("the name of a flag is not UTF-8\n"); // and the evaluation is not recorded
    }
}
// [record]

// [span]
/// Prints the attributes to set on a span.
void show(const flaghook::span_flags& span) {
    for (const flaghook::flag_evaluation& evaluation : span.evaluations()) {
        std::printf("%s = %s\n", flaghook::span_attribute_name(evaluation.flag).c_str(),
                    evaluation.result ? "true" : "false");
    }
}
// [span]

// [variant]
/// Records which variant was served: the buffer gets `button-color:red = true`.
bool record_color(flaghook::concurrent_flag_buffer& flags, std::string_view color) {
    return !flaghook::record_variant(flags, "button-color", color);
}
// [variant]

// [scope]
/// Starts the scope of a task with the evaluations so far. The parent does not get its new ones.
flaghook::flag_buffer fork(const flaghook::flag_buffer& parent, bool result) {
    flaghook::flag_buffer child = parent;
    if (child.record("search.fuzzy", result)) {
        std::printf("the name of the flag is not UTF-8\n");
    }
    return child;
}
// [scope]

int main() {
    flaghook::concurrent_flag_buffer flags;
    flaghook::span_flags span;
    std::printf("%s\n%s\n", contexts(flags).c_str(), serialize_span_attributes(span).c_str());

    record(flags, span, "checkout.express", true);
    const bool is_recorded = record_color(flags, "red");
    record(flags, span, "checkout.express", false);
    std::printf("%s\n%s\n", contexts(flags).c_str(), serialize_span_attributes(span).c_str());

    show(span);
    const flaghook::flag_buffer parent = flags.snapshot();
    const flaghook::flag_buffer child = fork(parent, true);
    std::printf("%zu and %zu evaluations\n", parent.size(), child.size());
    return is_recorded ? 0 : 1;
}
