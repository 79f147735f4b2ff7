#include "tool/verdict.hpp"

#include <flaghook/webhook/content_type.hpp>

#include "tool/input_name.hpp"

#include <utility>

namespace flaghook::tool {

verdict receive(const std::string& file, std::string_view body, const receiver_options& options,
                std::optional<diagnosis::signature_verdict> signature,
                std::optional<std::string_view> content_type) {
    verdict result;
    result.file = file;
    result.signature = std::move(signature);
    if (result.signature && !result.signature->matches) {
        basic_answerer<blueprint::latest> unauthorized;
        static_cast<void>(unauthorized.unauthorized());
        result.reply = std::move(unauthorized).take();
        return result;
    }
    receiver_options with_deviations = options;
    with_deviations.deviations = true;
    basic_answerer<blueprint::latest> decide(with_deviations);
    std::string memory;
    const flaghook::result<std::string_view> text =
        body.size() > options.limits.body_size ? body : decode_body(body, content_type, memory);
    static_cast<void>(text ? decide.answer(*text) : decide.refuse(text.error()));
    result.reply = std::move(decide).take();
    if (result.reply.outcome() != delivery_outcome::malformed) {
        // A body that is not JSON was parsed only up to the error.
        result.deviations = result.reply.deviations();
    }
    result.about_issues = diagnosis::explain(text ? *text : body, result.reply.issues());
    result.about_deviations = diagnosis::explain(text ? *text : body, result.deviations);
    return result;
}

std::optional<std::string> why_not_judged(const verdict& verdict) {
    for (const issue& one : verdict.reply.issues()) {
        if (one.code() == issue_code::too_many_items) {
            return display_name(verdict.file) + " is over the limit of " + one.detail() +
                   " changes and was not judged, since Sentry's own limits are wider; raise the "
                   "limit with --max-items";
        }
    }
    return std::nullopt;
}

} // namespace flaghook::tool
