/// @file
/// Why the Flags API refuses a request.
#ifndef FLAGHOOK_API_COMPLAINTS_HPP
#define FLAGHOOK_API_COMPLAINTS_HPP

#include <flaghook/json/complaint.hpp>
#include <flaghook/json/reader.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

namespace json {

/// Keeps the text of an answer that is a JSON string and nothing else.
class sentence_reader {
public:
    /// The text, if the root was a string.
    [[nodiscard]] const std::optional<std::string>& sentence() const noexcept { return sentence_; }

    /// @name Events
    /// @{
    void on_begin() noexcept { sentence_.reset(); }
    [[nodiscard]] static bool wants_text() noexcept { return true; }
    bool on_string(std::string_view text) {
        sentence_ = std::string(text);
        return true;
    }
    // Anything else is no sentence.
    [[nodiscard]] static bool on_object_begin() noexcept { return false; }
    [[nodiscard]] static bool on_object_end() noexcept { return false; }
    [[nodiscard]] static bool on_array_begin() noexcept { return false; }
    [[nodiscard]] static bool on_array_end() noexcept { return false; }
    [[nodiscard]] static bool on_key(std::string_view) noexcept { return false; }
    [[nodiscard]] static bool on_null() noexcept { return false; }
    [[nodiscard]] static bool on_bool(bool) noexcept { return false; }
    [[nodiscard]] static bool on_number(std::string_view) noexcept { return false; }
    /// @}

private:
    std::optional<std::string> sentence_;
};

/// The text of an answer that is a JSON string and nothing else.
template <class Reader = sentence_reader>
[[nodiscard]] std::optional<std::string> read_sentence(std::string_view body) {
    Reader reader;
    std::string scratch;
    const read_result how = read(body, reader, scratch, max_answer_depth);
    const bool whole = how.status == read_status::complete && how.cut == 0;
    if (!whole || !reader.sentence() || !server::is_utf8(*reader.sentence())) {
        return std::nullopt;
    }
    return reader.sentence();
}

} // namespace json

/// Reads what the body of an answer other than 2xx complains of: an error tree (400 for bad
/// fields), an object with a `detail` (400 for what is no JSON or a bad range of time, 401, 403,
/// 404, 429), or a sentence (403 for somebody else's secret).
/// @return the complaints in the answer's order; none for anything else, such as a proxy's page
/// @par Complexity
/// Linear.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py and
/// https://www.django-rest-framework.org/api-guide/exceptions/
template <class ErrorTree = json::complaint_collector, class Detail = json::detail_reader,
          class Sentence = json::sentence_reader>
[[nodiscard]] std::vector<complaint> read_complaints(std::string_view body) {
    std::vector<complaint> result = json::read_error_tree<ErrorTree>(body);
    if (result.empty()) {
        std::optional<std::string> words = json::read_detail<Detail>(body);
        if (!words) {
            words = json::read_sentence<Sentence>(body);
        }
        if (words) {
            result.push_back({{}, *std::move(words)});
        }
    }
    return result;
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
