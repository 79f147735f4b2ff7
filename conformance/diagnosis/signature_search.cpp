#include "diagnosis/signature_search.hpp"

#include <flaghook/signature/default_backend.hpp>

#include <optional>

namespace flaghook::diagnosis {

search_result search_mistakes(std::span<const std::span<const std::byte>> secrets,
                              std::string_view body, std::string_view header,
                              std::size_t most_hashed) {
    const signature_plan plan(secrets, body, header, most_hashed);
    for (const attempt& one : plan.attempts()) {
        const std::optional<digest> made =
            compute(one.function, one.how, plan.secret(one.secret), plan.body(one.body));
        for (const header_reading& reading : plan.readings()) {
            // Compared in constant time: a timing difference would reveal the valid signature of
            // other bytes, digit by digit.
            if (made && made->size == reading.value.size &&
                default_backend::equal(made->bytes.data(), reading.value.bytes.data(),
                                       made->size)) {
                return {.mistakes = plan.mistakes_of(one, reading)};
            }
        }
    }
    return {.extent = plan.extent()};
}

} // namespace flaghook::diagnosis
