// A hook for OpenFeature's C++ SDK (https://github.com/open-feature/cpp-sdk). Compiled where its
// headers are found; not run.

// [openfeature]
#include <flaghook/flaghook.hpp>

#include <openfeature/hook.h>

#include <cstdio>

/// Records the boolean flags that an OpenFeature client evaluates. Clients call it on any thread.
class flag_tracking : public openfeature::BoolHook {
public:
    /// @param flags must outlive the hook
    explicit flag_tracking(flaghook::concurrent_flag_buffer& flags) : flags_(flags) {}

    using openfeature::BoolHook::After;
    void After(const openfeature::BoolHookContext& context,
               const openfeature::BoolFlagEvaluationDetails& details,
               const openfeature::HookHints& /* hints */) override {
        if (const auto refused = flags_.record(context.GetFlagKey(), details.GetValue())) {
            std::fprintf(stderr, "flag not recorded: %s\n", refused->message().c_str());
        }
    }

private:
    flaghook::concurrent_flag_buffer& flags_;
};
// [openfeature]
