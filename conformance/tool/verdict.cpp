#include "tool/verdict.hpp"

#include "tool/body_file.hpp"
#include "tool/unusable.hpp"

namespace flaghook::tool {

namespace {

/// The option that raises the limit for which a body was not judged; none for Sentry's own issues.
/// (A body over the limit on its size was not even read.)
std::string_view option_against(issue_code code) {
    switch (code) {
    case issue_code::too_deep:
        return "--max-depth";
    case issue_code::too_many_items:
        return "--max-items";
    default:
        return {};
    }
}

void refuse_unjudged(const std::string& file, const std::vector<issue>& issues) {
    for (const issue& one : issues) {
        const std::string_view option = option_against(one.code());
        if (!option.empty()) {
            throw unusable(
                display_name(file) + " is over the limit of " + one.detail() +
                (one.code() == issue_code::too_deep ? " levels of nesting" : " changes") +
                " and was not judged, since Sentry's own limits are wider; raise the limit with " +
                std::string(option));
        }
    }
}

} // namespace

verdict receive(const std::string& file, std::string_view body, const receiver_options& options,
                const std::optional<presented_signature>& signature) {
    verdict result;
    result.file = file;
    if (signature) {
        result.signature = check_signature(signature->by, body, signature->header);
        if (!result.signature->matches) {
            result.reply = basic_receiver<blueprint::latest, default_backend>::unauthorized();
            return result;
        }
    }
    result.reply = answer<blueprint::latest>(body, options, &result.deviations);
    if (result.reply.status == 400) {
        // Of a body that is no JSON, only what stands before the mistake was seen.
        result.deviations.clear();
    }
    return result;
}

verdict judge(const std::string& file, std::string_view body, const receiver_options& options,
              const std::optional<presented_signature>& signature) {
    verdict result = receive(file, body, options, signature);
    refuse_unjudged(file, result.reply.issues);
    return result;
}

} // namespace flaghook::tool
