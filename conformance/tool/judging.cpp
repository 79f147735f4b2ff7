#include "tool/judging.hpp"

#include "tool/exit_status.hpp"

namespace flaghook::tool {

verdict receive(const std::string& file, std::string_view body, const receiver_options& options,
                const signature_to_check& signature, std::string_view content_type) {
    return receive(file, body, options, signature.by.check(body, signature.presented),
                   content_type);
}

verdict judge(const std::string& file, std::string_view body, const receiver_options& options,
              const std::optional<signature_to_check>& signature) {
    verdict result = receive(
        file, body, options,
        signature ? std::optional(signature->by.check(body, signature->presented)) : std::nullopt);
    if (const std::optional<std::string> reason = why_not_judged(result)) {
        throw unusable(*reason);
    }
    return result;
}

} // namespace flaghook::tool
