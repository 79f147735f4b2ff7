/// @file
/// Registers and lists signing secrets.
#ifndef FLAGHOOK_API_SIGNING_SECRET_HPP
#define FLAGHOOK_API_SIGNING_SECRET_HPP

#include <flaghook/api/object_writer.hpp>
#include <flaghook/api/wiping_memory.hpp>
#include <flaghook/document/object_reader.hpp>
#include <flaghook/enumeration.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/json/refusal.hpp>
#include <flaghook/json/write_text.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/server/message.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/signature/registration.hpp>
#include <flaghook/signature/secret.hpp>
#include <flaghook/signature/wipe.hpp>
#include <flaghook/version.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// A provider for which Sentry registers a secret.
enum class flag_provider : std::uint8_t {
    /// LaunchDarkly.
    launchdarkly,
    /// The generic provider, whose webhooks this library writes and reads.
    generic,
    /// Unleash.
    unleash,
    /// Statsig.
    statsig,
};

/// The names of the providers in JSON, for `to_string` and `from_string`.
template <>
inline constexpr auto enumerators<flag_provider> = std::to_array<enumerator<flag_provider>>({
    {flag_provider::launchdarkly, "launchdarkly"},
    {flag_provider::generic, "generic"},
    {flag_provider::unleash, "unleash"},
    {flag_provider::statsig, "statsig"},
});

/// The rule for a provider's secrets. Lengths are in code points, after trimming.
struct secret_rule {
    /// The minimum length.
    std::size_t min_length;
    /// The maximum length.
    std::size_t max_length;
    /// The text with which the secret begins.
    std::string_view prefix{};
};

/// Returns the rule for a provider's secrets.
/// @param provider the provider
/// @return the rule. If `provider` is not an enumerator, it is the strictest one, as on the server.
/// @par Complexity
/// Constant.
/// @par Source
/// `validate_secret` in
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py
[[nodiscard]] constexpr secret_rule secret_rule_of(flag_provider provider) noexcept {
    switch (provider) {
    case flag_provider::generic:
        return {min_secret_length, max_secret_length};
    case flag_provider::statsig:
        return {32, 64, "webhook-"};
    case flag_provider::launchdarkly:
    case flag_provider::unleash:
        break;
    }
    return {32, 32};
}

/// A secret as Sentry lists it.
///
/// @par Example
/// @snippet flags_api.cpp list
struct listed_secret {
    /// The time of the registration.
    timestamp created_at{};
    /// The number of the user who registered it; `std::nullopt` if that user was deleted.
    std::optional<std::int64_t> created_by{};
    /// The number of the entry, for `signing_secret_path`.
    std::int64_t id = 0;
    /// The provider: a name of a `flag_provider`, or a newer one.
    std::string provider{};
    /// The first six characters, and an asterisk for each other one; see `redact`.
    std::string redacted{};

    /// Compares all members.
    friend bool operator==(const listed_secret&, const listed_secret&) = default;
};

/// A page of the registered secrets. The header `Link` of the answer refers to other pages; see
/// `next_cursor`.
///
/// @par Example
/// @snippet flags_api.cpp list
struct signing_secret_page {
    /// The secrets, newest first.
    std::vector<listed_secret> data{};

    /// Compares the secrets.
    friend bool operator==(const signing_secret_page&, const signing_secret_page&) = default;
};

namespace detail {

/// Reads a listed secret. The blueprint calls `createdBy` a string and shows a number: both are
/// read.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md and
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py
[[nodiscard]] inline listed_secret read_listed_secret(document::detail::object_reader& from) {
    listed_secret result;
    from.read("createdAt", result.created_at);
    from.read("createdBy", result.created_by);
    from.read("id", result.id);
    from.read("provider", result.provider);
    from.read("secret", result.redacted);
    return result;
}

/// Writes a listed secret with its members in the server's order, and `createdBy` as a number.
[[nodiscard]] inline boost::json::object
write_listed_secret(const listed_secret& listed, std::string path, std::vector<issue>& issues) {
    object_writer to(std::move(path), issues);
    to.write("createdAt", listed.created_at);
    to.write("createdBy", listed.created_by);
    to.write("id", listed.id);
    to.write("provider", listed.provider);
    to.write("secret", listed.redacted);
    return to.take();
}

} // namespace detail

/// Parses a page of the registered secrets. Unknown members are ignored.
/// @param body the body of the answer, any bytes
/// @param limits the limits on the body
/// @return the page, or all issues
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `body.size()`.
[[nodiscard]] inline result<signing_secret_page>
parse_signing_secret_page(std::string_view body, const parse_limits& limits = {}) {
    document::detail::parsed_document document(body, limits);
    signing_secret_page page;
    if (auto root = document.root()) {
        root->read_list("data", [&page](document::detail::object_reader& item) {
            page.data.push_back(detail::read_listed_secret(item));
        });
    }
    return document.result(std::move(page));
}

/// Writes a page of the registered secrets as the server does, for simulations of Sentry.
/// @param page the page
/// @return the body, or all issues
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the page.
[[nodiscard]] inline result<std::string>
serialize_signing_secret_page(const signing_secret_page& page) {
    return detail::write_list(page.data, detail::write_listed_secret);
}

namespace detail {

[[nodiscard]] inline std::string_view text_of(const secret& registered) noexcept {
    const auto bytes = registered.expose();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace detail

/// Returns a secret as Sentry shows it: its first six characters, and an asterisk for each other
/// one.
///
/// Six characters identify the secret, and are too few to sign with. A secret of six characters or
/// fewer, which only older servers registered, is shown whole. If the secret is not UTF-8, the
/// result has an asterisk for each byte.
/// @param registered the secret
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the length of the secret.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py
///
/// @par Example
/// @snippet flags_api.cpp register
[[nodiscard]] inline std::string redact(const secret& registered) {
    constexpr std::size_t shown = 6;
    const std::string_view text = detail::text_of(registered);
    if (!server::detail::is_utf8(text)) {
        return std::string(text.size(), '*');
    }
    std::size_t end = 0;
    for (std::size_t count = 0; count < shown && end < text.size(); ++count) {
        end += server::detail::decode(text, end).width;
    }
    std::string result(text.substr(0, end));
    result.append(server::detail::count_code_points(text.substr(end)), '*');
    return result;
}

namespace detail {

/// Checks the text of a secret by the server's rules, except for white space at its ends.
/// @param text the trimmed text in UTF-8
[[nodiscard]] inline std::optional<issue> check_secret(const secret_rule& rule,
                                                       std::string_view text) {
    const auto refuse = [](issue_code code, std::string message = {}) {
        return issue("secret", code, std::move(message));
    };
    if (text.empty()) {
        return refuse(issue_code::blank);
    }
    if (text.find('\0') != std::string_view::npos) {
        return refuse(issue_code::null_characters_not_allowed);
    }
    if (!text.starts_with(rule.prefix)) {
        return refuse(issue_code::invalid, "Ensure this field is of the format webhook-<hash>");
    }
    const std::size_t length = server::detail::count_code_points(text);
    if (length > rule.max_length) {
        return refuse(issue_code::max_length, server::detail::message::max_length(rule.max_length));
    }
    if (length < rule.min_length) {
        return refuse(issue_code::min_length, server::detail::message::min_length(rule.min_length));
    }
    return std::nullopt;
}

/// The digits of an integer, overwritten by the destructor.
class wiped_digits {
public:
    wiped_digits() = default;
    wiped_digits(const wiped_digits&) = delete;
    wiped_digits& operator=(const wiped_digits&) = delete;
    ~wiped_digits() { wipe(digits_.data(), digits_.size()); }

    template <class Integer>
    [[nodiscard]] std::string_view write(Integer number) noexcept {
        const auto written = std::to_chars(digits_.data(), digits_.data() + digits_.size(), number);
        return {digits_.data(), static_cast<std::size_t>(written.ptr - digits_.data())};
    }

private:
    std::array<char, 20> digits_{};
};

/// Converts the value of a secret to text as the server does, if it is a string or an integer.
/// @param digits the memory in which an integer is written
[[nodiscard]] inline std::optional<std::string_view> secret_text(const boost::json::value& value,
                                                                 wiped_digits& digits) noexcept {
    switch (value.kind()) {
    case boost::json::kind::string:
        return server::detail::trim(document::detail::view_of(value.get_string()));
    case boost::json::kind::int64:
        return digits.write(value.get_int64());
    case boost::json::kind::uint64:
        return digits.write(value.get_uint64());
    default:
        return std::nullopt;
    }
}

/// Reads the member `secret` of a registration.
[[nodiscard]] inline std::optional<secret> read_secret(document::detail::object_reader& from,
                                                       flag_provider provider) {
    const boost::json::value* const value = from.require("secret");
    if (value == nullptr) {
        return std::nullopt;
    }
    wiped_digits digits;
    const std::optional<std::string_view> text = secret_text(*value, digits);
    if (!text) {
        from.report("secret", issue_code::invalid, server::detail::message::not_a_string);
        return std::nullopt;
    }
    if (const std::optional<issue> bad = check_secret(secret_rule_of(provider), *text)) {
        from.report("secret", bad->code(), bad->detail());
        return std::nullopt;
    }
    // Only an empty text makes no secret.
    return *secret::from_registered(*text);
}

} // namespace detail

/// The registration of a secret for a provider.
///
/// @par Example
/// @snippet flags_api.cpp list
struct signing_secret_registration {
    /// The provider whose webhooks the secret is for.
    flag_provider provider;
    /// The trimmed secret.
    secret signing_secret;
};

/// Parses the body of `POST .../flags/signing-secrets/` as the server does.
///
/// The secret is trimmed, as on the server. Copies of it that parsing made on the heap are
/// overwritten. The body itself belongs to the caller.
///
/// Two differences concern bodies that no client writes: a text with the escape of a lone surrogate
/// is malformed here, and a secret that is a number must be an integer of 64 bits.
///
/// A registration replaces the former secret of the provider.
/// @param body the body of the request, any bytes
/// @param limits the limits on the body
/// @return the registration; or why the server refuses it: status 400, and the error tree as
/// `answer()` if fields are bad. The status is 413 if the body is larger than `limits.body_size`.
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `body.size()`.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py
[[nodiscard]] inline result<signing_secret_registration>
parse_registration(std::string_view body, const parse_limits& limits = {}) {
    detail::wiping_memory memory;
    document::detail::parsed_document document(body, limits, &memory);
    // If the provider is unknown, the server checks the secret by the strictest rule.
    flag_provider provider = flag_provider::unleash;
    std::optional<secret> text;
    if (auto root = document.root()) {
        root->read("provider", provider, from_string<flag_provider>);
        text = detail::read_secret(*root, provider);
    }
    if (document.found().empty() && text) {
        return signing_secret_registration{provider, *std::move(text)};
    }
    std::vector<issue> issues = document.found().take();
    const int status = issues.front().code() == issue_code::too_large ? 413 : 400;
    return refusal(status, std::move(issues));
}

/// The body of `POST .../flags/signing-secrets/`, which registers a secret.
///
/// It contains the secret as plain text. It can therefore only be moved, and the destructor
/// overwrites it. The library does not overwrite copies of the text.
///
/// @par Example
/// @snippet flags_api.cpp register
class signing_secret_request {
public:
    /// Makes the body that registers a secret.
    ///
    /// It fails if the server would refuse the registration, or would store a different secret:
    ///
    /// | issue | reason |
    /// |---|---|
    /// | `invalid_choice` | `provider` is not an enumerator |
    /// | `invalid_utf8` | the secret is not UTF-8 |
    /// | `blank` | the secret is empty or only white space |
    /// | `null_characters_not_allowed` | the secret contains U+0000 |
    /// | `min_length`, `max_length` | the secret has the wrong length for the provider |
    /// | `invalid` | the secret lacks the provider's prefix, or has white space at an end |
    ///
    /// The server trims white space at the ends, so the sender would sign with a different secret.
    /// @param provider the provider whose webhooks the secret is for
    /// @param registered the secret
    /// @return the body; or the issue, with status 400
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in the length of the secret.
    ///
    /// @par Example
    /// @snippet flags_api.cpp register
    [[nodiscard]] static result<signing_secret_request> make(flag_provider provider,
                                                             const secret& registered) {
        const std::string_view text = detail::text_of(registered);
        std::vector<issue> issues = check(provider, text);
        if (!issues.empty()) {
            return refusal(400, std::move(issues));
        }
        signing_secret_request result;
        std::string& body = result.body_;
        // An escape has at most six bytes: the text never grows, so it leaves no copy behind.
        body.reserve(64 + 6 * text.size());
        body += R"({"provider":)";
        json::detail::append_string(body, to_string(provider));
        body += R"(,"secret":)";
        json::detail::append_string(body, text);
        body += '}';
        return result;
    }

    /// Moves the body. `other` is empty afterwards.
    signing_secret_request(signing_secret_request&& other) noexcept
        : body_(std::move(other.body_)) {
        other.forget();
    }

    /// Overwrites the former body, and moves that of `other`, which is empty afterwards.
    signing_secret_request& operator=(signing_secret_request&& other) noexcept {
        if (this != &other) {
            forget();
            body_ = std::move(other.body_);
            other.forget();
        }
        return *this;
    }

    /// Deleted: the body has no copies.
    signing_secret_request(const signing_secret_request&) = delete;
    /// Deleted: the body has no copies.
    signing_secret_request& operator=(const signing_secret_request&) = delete;

    /// Overwrites the body.
    ~signing_secret_request() { forget(); }

    /// Returns the JSON text. Send it as `application/json`, with a token that may write to the
    /// organization.
    /// @return a view, valid until the request is moved from, assigned to, or destroyed
    [[nodiscard]] std::string_view body() const noexcept { return body_; }

private:
    signing_secret_request() = default;

    /// Finds the issues that the server would have with a registration.
    [[nodiscard]] static std::vector<issue> check(flag_provider provider, std::string_view text) {
        std::vector<issue> issues;
        if (to_string(provider).empty()) {
            const auto number = static_cast<std::underlying_type_t<flag_provider>>(provider);
            issues.emplace_back("provider", issue_code::invalid_choice,
                                server::detail::message::invalid_choice(std::to_string(number)));
        } else if (!server::detail::is_utf8(text)) {
            issues.emplace_back("secret", issue_code::invalid_utf8);
        } else if (auto bad =
                       detail::check_secret(secret_rule_of(provider), server::detail::trim(text))) {
            issues.push_back(*std::move(bad));
        } else if (server::detail::trim(text).size() != text.size()) {
            issues.emplace_back("secret", issue_code::invalid,
                                "The secret may not begin or end with white space.");
        }
        return issues;
    }

    void forget() noexcept {
        wipe(body_.data(), body_.size());
        body_.clear();
    }

    std::string body_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
