/// @file
/// A handler of JSON events that writes them down.
#ifndef FLAGHOOK_TESTS_JSON_EVENT_LOG_HPP
#define FLAGHOOK_TESTS_JSON_EVENT_LOG_HPP

#include <flaghook/json/reader.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::tests {

/// Events as text, such as `{ 'key' 1 [ null ] }`; stops at the event of the given number.
class event_log {
public:
    explicit event_log(std::size_t stop_at = 0) : stop_at_(stop_at) {}

    void on_begin() {
        text_.clear();
        count_ = 0;
        ++beginnings_;
    }
    static bool wants_text() { return true; }
    bool on_null() { return add("null"); }
    bool on_bool(bool value) { return add(value ? "true" : "false"); }
    bool on_number(std::string_view literal) { return add(std::string(literal)); }
    bool on_string(std::string_view text) { return add('"' + std::string(text) + '"'); }
    bool on_key(std::string_view key) { return add('\'' + std::string(key) + '\''); }
    bool on_object_begin() { return add("{"); }
    bool on_object_end() { return add("}"); }
    bool on_array_begin() { return add("["); }
    bool on_array_end() { return add("]"); }

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] std::size_t count() const { return count_; }
    [[nodiscard]] std::size_t beginnings() const { return beginnings_; }

private:
    bool add(const std::string& event) {
        text_ += text_.empty() ? "" : " ";
        text_ += event;
        return ++count_ != stop_at_;
    }

    std::string text_;
    std::size_t count_ = 0;
    std::size_t stop_at_;
    std::size_t beginnings_ = 0;
};

/// The events of a body, or `malformed`, or `too deep`.
inline std::string events_of(std::string_view body, std::size_t depth = 512) {
    event_log log;
    std::string scratch;
    const json::read_result result = json::read(body, log, scratch, depth);
    switch (result.status) {
    case json::read_status::complete:
        return log.text();
    case json::read_status::malformed:
        return result.reason.empty() ? "malformed without a reason" : "malformed";
    case json::read_status::too_deep:
        return "too deep";
    case json::read_status::stopped:
        return "stopped";
    }
    return "no status";
}

} // namespace flaghook::tests

#endif
