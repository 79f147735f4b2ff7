/// @file
/// The tokens of a JSON text, written down.
#ifndef FLAGHOOK_TESTS_JSON_EVENT_LOG_HPP
#define FLAGHOOK_TESTS_JSON_EVENT_LOG_HPP

#include <flaghook/json/tokenizer.hpp>
#include <flaghook/server/syntax_error.hpp>
#include <flaghook/server/value.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::tests {

/// A sink that writes tokens as text, such as `{ 'key' 1 [ null ] }`.
class event_log {
public:
    static constexpr bool wants_text = true;

    void on_begin(bool is_object) { add(is_object ? "{" : "["); }
    void on_end(bool is_object) { add(is_object ? "}" : "]"); }
    void on_key(std::string_view key) { add('\'' + std::string(key) + '\''); }
    void on_value(const server::detail::value& of) {
        switch (of.is) {
        case server::detail::value::type::null:
            add("null");
            break;
        case server::detail::value::type::boolean:
            add(of.truth ? "true" : "false");
            break;
        case server::detail::value::type::string:
            add('"' + std::string(of.text) + '"');
            break;
        default:
            add(std::string(of.text));
            break;
        }
    }

    [[nodiscard]] const std::string& text() const { return text_; }

private:
    void add(const std::string& token) {
        text_ += text_.empty() ? "" : " ";
        text_ += token;
    }

    std::string text_;
};

/// The tokens of a text, or `malformed`, or `too deep`.
inline std::string events_of(std::string_view text, std::size_t depth = 512,
                             std::size_t* cut = nullptr) {
    json::detail::tokenizer tokens;
    tokens.begin(text, depth);
    event_log log;
    const char* at = tokens.walk(tokens.skip_space(text.data()), 0, log);
    // What is skipped is judged in the same way.
    const char* const skipped = tokens.skip_value(tokens.skip_space(text.data()), 0);
    if (skipped != at) {
        return "skipped otherwise than read";
    }
    if (cut != nullptr) {
        *cut = tokens.cut();
    }
    if (at == nullptr) {
        return tokens.error() == server::detail::syntax_error::too_deep ? "too deep" : "malformed";
    }
    return tokens.left(tokens.skip_space(at)) == 0 ? log.text() : "malformed";
}

} // namespace flaghook::tests

#endif
