#include "tool/verdict.hpp"

#include "tool/body_file.hpp"
#include "tool/unusable.hpp"

namespace flaghook::tool {

namespace {

void refuse_unjudged(const std::string& file, const std::vector<issue>& issues) {
    for (const issue& one : issues) {
        if (one.code() == issue_code::too_many_items) {
            throw unusable(display_name(file) + " is over the limit of " + one.detail() +
                           " changes and was not judged, since Sentry's own limits are wider; "
                           "raise the limit with --max-items");
        }
    }
}

} // namespace

verdict receive(const std::string& file, std::string_view body, const receiver_options& options,
                const std::optional<signature_to_check>& signature) {
    verdict result;
    result.file = file;
    if (signature) {
        result.signature = signature->by.check(body, signature->presented);
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
    result.about_issues = diagnosis::explain(body, result.reply.issues);
    result.about_deviations = diagnosis::explain(body, result.deviations);
    return result;
}

verdict judge(const std::string& file, std::string_view body, const receiver_options& options,
              const std::optional<signature_to_check>& signature) {
    verdict result = receive(file, body, options, signature);
    refuse_unjudged(file, result.reply.issues);
    return result;
}

} // namespace flaghook::tool
