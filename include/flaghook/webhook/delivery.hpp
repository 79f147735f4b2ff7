/// @file
/// What Sentry's answer to a delivery means.
#ifndef FLAGHOOK_WEBHOOK_DELIVERY_HPP
#define FLAGHOOK_WEBHOOK_DELIVERY_HPP

#include <flaghook/json/reader.hpp>
#include <flaghook/server/text.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook {

/// What became of a delivery.
enum class delivery_outcome : std::uint8_t {
    accepted,     ///< the changes are recorded: 200 or 201 with an empty body
    refused,      ///< bad fields, nothing is recorded: **200** with an error tree
    malformed,    ///< no JSON, nothing is recorded: 400
    unauthorized, ///< the signature, the secret or the organization is wrong: 401
    not_found,    ///< the URL is wrong: 404
    too_large,    ///< the body is larger than the server or a proxy takes: 413
    throttled,    ///< too many requests: 429
    server_error, ///< the server or a proxy failed: 500 to 599
    unexpected    ///< nothing that Sentry's endpoint answers: a page, a redirect, a cut answer
};

/// The outcome's name.
[[nodiscard]] constexpr std::string_view to_string(delivery_outcome outcome) noexcept {
    switch (outcome) {
    case delivery_outcome::accepted:
        return "accepted";
    case delivery_outcome::refused:
        return "refused";
    case delivery_outcome::malformed:
        return "malformed";
    case delivery_outcome::unauthorized:
        return "unauthorized";
    case delivery_outcome::not_found:
        return "not_found";
    case delivery_outcome::too_large:
        return "too_large";
    case delivery_outcome::throttled:
        return "throttled";
    case delivery_outcome::server_error:
        return "server_error";
    case delivery_outcome::unexpected:
        break;
    }
    return "unexpected";
}

/// Whether to send the same request again.
///
/// The server de-duplicates changes only inside one request: what is delivered twice is recorded
/// twice.
enum class repetition : std::uint8_t {
    harmful, ///< the changes are recorded already
    useless, ///< nothing is recorded, and the same request meets the same answer
    useful,  ///< nothing is recorded, and a later attempt may be accepted
    risky    ///< a later attempt may be accepted, but the changes may be recorded already
};

/// Something that the server complained of.
struct complaint {
    /// Where: `data[3].flag`; empty for the payload as a whole.
    std::string path;
    /// The server's message, in valid UTF-8.
    std::string message;

    friend bool operator==(const complaint&, const complaint&) = default;
};

/// What became of a delivery, and what to do now.
struct delivery {
    delivery_outcome outcome = delivery_outcome::unexpected;
    /// What the server complained of, in the answer's order: of a refused payload at least one, of
    /// a malformed one the detail.
    std::vector<complaint> issues{};
    /// Whether to send the same request again.
    flaghook::repetition repetition = flaghook::repetition::risky;
    /// How long the server asks to wait before the next attempt.
    std::optional<std::chrono::seconds> retry_after{};

    /// What to do, in one sentence.
    [[nodiscard]] std::string_view advice() const noexcept {
        switch (outcome) {
        case delivery_outcome::accepted:
            return "The changes are recorded; do not send them again.";
        case delivery_outcome::refused:
            return "Nothing is recorded although the status is 200: correct the fields named by "
                   "the issues and send the whole payload again.";
        case delivery_outcome::malformed:
            return "The body is not JSON that Sentry reads: correct it, sign it anew and send it "
                   "again.";
        case delivery_outcome::unauthorized:
            return "Check that the secret is the one registered for the generic provider, that "
                   "exactly the bytes sent were signed, and that the organization in the URL "
                   "exists.";
        case delivery_outcome::not_found:
            return "Check the URL: the organization, the provider `generic` and the slash at the "
                   "end.";
        case delivery_outcome::too_large:
            return "Send the changes in several smaller payloads.";
        case delivery_outcome::throttled:
            return "Send the same request again later, after the time that Retry-After names.";
        case delivery_outcome::server_error:
            return "Send the same request again later, with growing pauses.";
        case delivery_outcome::unexpected:
            break;
        }
        return "This is not an answer of Sentry's endpoint: check the URL and what stands between, "
               "and do not count the changes as recorded.";
    }
};

namespace json {

/// Collects the messages of an error tree of any shape that Django REST framework renders: objects
/// by field, lists by item or, from 3.18 on, objects by index, lists of messages at the leaves.
class complaint_collector {
public:
    explicit complaint_collector(std::vector<complaint>& out) noexcept : out_(out) {}

    /// Whether the root was an object.
    [[nodiscard]] bool has_object_root() const noexcept { return has_object_root_; }

    /// @name Events
    /// @{
    void on_begin() noexcept {
        out_.clear();
        levels_.clear();
        path_.clear();
        has_object_root_ = false;
    }
    [[nodiscard]] static bool wants_text() noexcept { return true; }
    bool on_object_begin() {
        has_object_root_ = has_object_root_ || levels_.empty();
        return begin(false);
    }
    bool on_array_begin() { return begin(true); }
    bool on_object_end() { return end(); }
    bool on_array_end() { return end(); }
    bool on_key(std::string_view key) {
        path_.resize(levels_.back().path_size);
        if (key == "non_field_errors") {
            return true;
        }
        if (std::all_of(key.begin(), key.end(),
                        [](char byte) { return byte >= '0' && byte <= '9'; })) {
            add_index(key);
        } else {
            path_ += path_.empty() ? "" : ".";
            path_ += printable(key);
        }
        return true;
    }
    bool on_string(std::string_view text) {
        if (levels_.empty() || !levels_.back().may_have(content::messages)) {
            return false;
        }
        out_.push_back({path_, printable(text)});
        return true;
    }
    // Messages are text; with anything else the answer is no error tree.
    [[nodiscard]] static bool on_null() noexcept { return false; }
    [[nodiscard]] static bool on_bool(bool) noexcept { return false; }
    [[nodiscard]] static bool on_number(std::string_view) noexcept { return false; }
    /// @}

private:
    /// What a list holds: messages, or entries for items.
    enum class content : std::uint8_t { unknown, messages, items };

    struct level {
        bool is_list;
        std::size_t path_size;
        content holds = content::unknown;
        std::size_t next_item = 0;

        /// Notes what the list holds; an object or a mixed list may not have it.
        [[nodiscard]] bool may_have(content kind) noexcept {
            if (!is_list || (holds != content::unknown && holds != kind)) {
                return false;
            }
            holds = kind;
            return true;
        }
    };

    bool begin(bool is_list) {
        if (!levels_.empty() && levels_.back().is_list) {
            level& outer = levels_.back();
            if (!outer.may_have(content::items)) {
                return false;
            }
            path_.resize(outer.path_size);
            add_index(std::to_string(outer.next_item++));
        }
        levels_.push_back({is_list, path_.size()});
        return true;
    }

    bool end() {
        path_.resize(levels_.back().path_size);
        levels_.pop_back();
        return true;
    }

    void add_index(std::string_view digits) {
        path_ += '[';
        path_ += digits;
        path_ += ']';
    }

    /// The text with each lone surrogate, which UTF-8 has no form for, replaced by U+FFFD.
    [[nodiscard]] static std::string printable(std::string_view text) {
        std::string result;
        for (std::size_t position = 0; position < text.size();) {
            const auto [point, width] = server::decode(text, position);
            if (server::is_surrogate(point)) {
                result += "\xEF\xBF\xBD";
            } else {
                result.append(text, position, width);
            }
            position += width;
        }
        return result;
    }

    std::vector<complaint>& out_;
    std::vector<level> levels_;
    std::string path_;
    bool has_object_root_ = false;
};

/// Keeps the text of the member `detail` of an object.
class detail_reader {
public:
    /// The text, if the root was an object with such a member.
    [[nodiscard]] const std::optional<std::string>& detail() const noexcept { return detail_; }

    /// @name Events
    /// @{
    void on_begin() noexcept {
        detail_.reset();
        levels_ = 0;
        at_detail_ = false;
    }
    [[nodiscard]] static bool wants_text() noexcept { return true; }
    bool on_object_begin() noexcept { return begin(); }
    bool on_array_begin() noexcept { return levels_ != 0 && begin(); }
    bool on_object_end() noexcept { return end(); }
    bool on_array_end() noexcept { return end(); }
    bool on_key(std::string_view key) noexcept {
        at_detail_ = levels_ == 1 && key == "detail";
        return true;
    }
    bool on_string(std::string_view text) {
        if (at_detail_ && levels_ == 1) {
            detail_ = std::string(text);
        }
        return levels_ != 0;
    }
    [[nodiscard]] bool on_null() const noexcept { return levels_ != 0; }
    [[nodiscard]] bool on_bool(bool) const noexcept { return levels_ != 0; }
    [[nodiscard]] bool on_number(std::string_view) const noexcept { return levels_ != 0; }
    /// @}

private:
    bool begin() noexcept {
        ++levels_;
        return true;
    }
    bool end() noexcept {
        --levels_;
        return true;
    }

    std::optional<std::string> detail_;
    std::size_t levels_ = 0;
    bool at_detail_ = false;
};

} // namespace json

namespace detail {

/// An error tree has four levels, the deepest of newer servers perhaps a few more.
inline constexpr std::size_t max_answer_depth = 32;

/// The complaints of an error tree; none for anything else.
[[nodiscard]] inline std::vector<complaint> read_error_tree(std::string_view body) {
    std::vector<complaint> result;
    json::complaint_collector collector(result);
    std::string scratch;
    const json::read_result read = json::read(body, collector, scratch, max_answer_depth);
    if (read.status != json::read_status::complete || read.cut != 0 ||
        !collector.has_object_root()) {
        result.clear();
    }
    return result;
}

/// The detail of an answer to malformed JSON.
[[nodiscard]] inline std::optional<std::string> read_detail(std::string_view body) {
    json::detail_reader reader;
    std::string scratch;
    const json::read_result read = json::read(body, reader, scratch, max_answer_depth);
    if (read.status != json::read_status::complete || read.cut != 0) {
        return std::nullopt;
    }
    std::optional<std::string> result = reader.detail();
    if (result && !server::is_utf8(*result)) {
        return std::nullopt;
    }
    return result;
}

/// The seconds that a Retry-After header names. Its other form, a date, needs a clock and is left
/// to the caller's own pause.
[[nodiscard]] constexpr std::optional<std::chrono::seconds>
read_retry_after(std::optional<std::string_view> header) noexcept {
    if (!header || header->empty() || header->size() > 9 ||
        header->find_first_not_of("0123456789") != std::string_view::npos) {
        return std::nullopt;
    }
    std::chrono::seconds::rep result = 0;
    for (const char digit : *header) {
        result = result * 10 + (digit - '0');
    }
    return std::chrono::seconds{result};
}

} // namespace detail

/// Reads what Sentry, or something between, answered to a delivery.
///
/// **Status 200 is no success by itself**: with a body it means that the payload was refused and
/// nothing was recorded.
/// @param status the HTTP status
/// @param body the body of the answer, any bytes, but all of them: a refusal that was cut off
/// before its body looks like an acceptance. A client that does not tell a whole answer from one
/// that the end of the connection cut must not ask (libcurl does not tell where the headers were
/// cut).
/// @param retry_after the value of the header `Retry-After`, if there is one
/// @par Complexity
/// Linear in the body.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py and
/// https://www.rfc-editor.org/rfc/rfc9110#section-15
///
/// @par Example
/// @code
/// const auto delivery = flaghook::read_delivery(response.status, response.body);
/// if (delivery.outcome != flaghook::delivery_outcome::accepted) {
///     log(delivery.advice());
/// }
/// @endcode
[[nodiscard]] inline delivery
read_delivery(int status, std::string_view body,
              std::optional<std::string_view> retry_after = std::nullopt) {
    delivery result;
    const auto conclude = [&result](delivery_outcome outcome, repetition again) {
        result.outcome = outcome;
        result.repetition = again;
    };
    if ((status == 200 || status == 201) && body.empty()) {
        conclude(delivery_outcome::accepted, repetition::harmful);
    } else if (status == 200) {
        result.issues = detail::read_error_tree(body);
        if (!result.issues.empty()) {
            conclude(delivery_outcome::refused, repetition::useless);
        }
    } else if (status == 400) {
        if (std::optional<std::string> reason = detail::read_detail(body)) {
            result.issues.push_back({{}, *std::move(reason)});
            conclude(delivery_outcome::malformed, repetition::useless);
        }
    } else if (status == 401) {
        conclude(delivery_outcome::unauthorized, repetition::useless);
    } else if (status == 404) {
        conclude(delivery_outcome::not_found, repetition::useless);
    } else if (status == 413) {
        conclude(delivery_outcome::too_large, repetition::useless);
    } else if (status == 429) {
        conclude(delivery_outcome::throttled, repetition::useful);
    } else if (status >= 500 && status <= 599) {
        // Only "unavailable" says that nobody worked on the request.
        conclude(delivery_outcome::server_error,
                 status == 503 ? repetition::useful : repetition::risky);
    }
    if (status == 429 || status == 503) {
        result.retry_after = detail::read_retry_after(retry_after);
    }
    return result;
}

} // namespace flaghook

#endif
