// The other half: an application that evaluates flags, in the manner of an OpenFeature client, and
// a hook that remembers the evaluations for error events.
#include <cstdio>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// What OpenFeature hands its hooks after an evaluation
/// (https://openfeature.dev/specification/sections/hooks).
struct evaluation_details {
    std::string flag_key;
    std::variant<bool, std::string> value;
    std::optional<std::string> variant;
};

// [evaluation_hook]
#include <flaghook/flaghook.hpp>

/// A hook of an OpenFeature client. Clients evaluate flags on any thread.
class evaluation_tracking {
public:
    void after(const evaluation_details& details) {
        if (const bool* result = std::get_if<bool>(&details.value)) {
            flags_.record(details.flag_key, *result);
        } else if (details.variant) {
            flaghook::record_variant(flags_, details.flag_key, *details.variant);
        }
    }

    /// What an error event that is captured now has to carry in its `contexts`.
    std::string contexts() const { return render(flags_.snapshot()); }

private:
    flaghook::concurrent_flag_buffer flags_;
};
// [evaluation_hook]

/// As much of a client as the example needs: it looks flags up and calls its hooks.
class client {
public:
    void set(const evaluation_details& details) { flags_[details.flag_key] = details; }
    void add_hook(std::function<void(const evaluation_details&)> after) {
        after_.push_back(std::move(after));
    }
    void evaluate(const std::string& flag) const {
        for (const auto& after : after_) {
            after(flags_.at(flag));
        }
    }

private:
    std::map<std::string, evaluation_details> flags_;
    std::vector<std::function<void(const evaluation_details&)>> after_;
};

int main() {
    client features;
    evaluation_tracking tracking;
    flaghook::span_flags span;
    features.add_hook([&](const evaluation_details& details) { tracking.after(details); });
    features.add_hook([&](const evaluation_details& details) {
        if (const bool* result = std::get_if<bool>(&details.value)) {
            span.record(details.flag_key, *result);
        }
    });

    features.set({"checkout.express", true, "on"});
    features.set({"button-color", "#d22", "red"});
    features.evaluate("checkout.express");
    features.evaluate("button-color");
    features.set({"checkout.express", false, "off"});
    features.evaluate("checkout.express");

    std::printf("%s\n", tracking.contexts().c_str());
    std::printf("%s\n", render(span).c_str());
}
