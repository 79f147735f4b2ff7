#include "tool/verdict.hpp"

#include "tool/body_file.hpp"
#include "tool/unusable.hpp"

#include <utility>

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
                const std::optional<signature_to_check>& signature, std::string_view content_type) {
    verdict result;
    result.file = file;
    if (signature) {
        result.signature = signature->by.check(body, signature->presented);
        if (!result.signature->matches) {
            answerer unauthorized;
            static_cast<void>(unauthorized.unauthorized());
            result.reply = std::move(unauthorized).take();
            return result;
        }
    }
    receiver_options with_deviations = options;
    with_deviations.deviations = true;
    answerer decide(with_deviations);
    std::string memory;
    const flaghook::result<std::string_view> text =
        body.size() > options.limits.body_size ? body : decode_body(body, content_type, memory);
    static_cast<void>(text ? decide.answer(*text) : decide.refuse(text.error()));
    result.reply = std::move(decide).take();
    if (result.reply.outcome() != delivery_outcome::malformed) {
        // Of a body that is no JSON, only what is before the mistake was seen.
        result.deviations = result.reply.deviations();
    }
    result.about_issues = diagnosis::explain(text ? *text : body, result.reply.issues());
    result.about_deviations = diagnosis::explain(text ? *text : body, result.deviations);
    return result;
}

verdict judge(const std::string& file, std::string_view body, const receiver_options& options,
              const std::optional<signature_to_check>& signature) {
    verdict result = receive(file, body, options, signature);
    refuse_unjudged(file, result.reply.issues());
    return result;
}

} // namespace flaghook::tool
