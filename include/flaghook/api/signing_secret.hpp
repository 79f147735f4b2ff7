/// @file
/// Signing secrets: what Sentry registers, lists and deletes.
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

/// A provider that a secret can be registered for.
enum class flag_provider : std::uint8_t { launchdarkly, generic, unleash, statsig };

/// The providers' names in JSON.
template <>
inline constexpr auto enumerators<flag_provider> = std::to_array<enumerator<flag_provider>>({
    {flag_provider::launchdarkly, "launchdarkly"},
    {flag_provider::generic, "generic"},
    {flag_provider::unleash, "unleash"},
    {flag_provider::statsig, "statsig"},
});

/// Which secrets Sentry registers for a provider. Lengths are in code points, after trimming.
struct secret_rule {
    /// The fewest code points.
    std::size_t min_length;
    /// The most code points.
    std::size_t max_length;
    /// What the secret has to begin with.
    std::string_view prefix{};
};

/// The rule of a provider.
/// @par Source
/// `validate_secret` in
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py
[[nodiscard]] constexpr secret_rule secret_rule_of(flag_provider of) noexcept {
    switch (of) {
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
struct listed_secret {
    /// When it was registered.
    timestamp created_at{};
    /// The number of the user who registered it; nothing where the user is gone.
    std::optional<std::int64_t> created_by{};
    /// The entry's number, for deleting it.
    std::int64_t id = 0;
    /// The provider: one of `provider`'s names, or one that this library does not know yet.
    std::string provider{};
    /// The first six characters, and an asterisk for each of the others; see `redact`.
    std::string redacted{};

    friend bool operator==(const listed_secret&, const listed_secret&) = default;
};

/// A page of the registered secrets; the header `Link` leads to others.
struct signing_secret_page {
    /// The secrets, the newest first.
    std::vector<listed_secret> data{};

    friend bool operator==(const signing_secret_page&, const signing_secret_page&) = default;
};

namespace detail {

/// Reads a listed secret. The blueprint calls `createdBy` a string and shows a number; both are
/// read, and a number is written, as the server does.
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

/// Writes a listed secret, its members in the server's order.
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

/// Reads a page of the registered secrets, leniently: members that are not known are ignored.
/// @return the page, or all issues
/// @par Complexity
/// Linear in the body.
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

/// Writes a page of the registered secrets as the server does, for those who stand in for it.
/// @return the body, or all issues
[[nodiscard]] inline result<std::string>
serialize_signing_secret_page(const signing_secret_page& page) {
    return detail::write_list(page.data, detail::write_listed_secret);
}

namespace detail {

[[nodiscard]] inline std::string_view text_of(const secret& of) noexcept {
    const auto bytes = of.expose();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace detail

/// What Sentry shows of a secret: its first six characters, and an asterisk for each of the others.
/// The six are enough to tell which secret it is, and too few to sign with; a secret of six
/// characters or fewer, which only older servers registered, is shown whole. Bytes that are not
/// UTF-8 are all shown as asterisks. Linear.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py
[[nodiscard]] inline std::string redact(const secret& of) {
    constexpr std::size_t shown = 6;
    const std::string_view text = detail::text_of(of);
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

/// Says what the server has against the text of a secret, apart from white space at its ends.
/// @param text trimmed, UTF-8
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

/// The digits of an integer, overwritten at the end.
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

/// The text that the server makes of a secret's value, if it makes one.
/// @param digits where an integer is written
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

/// Reads the member `secret` of a registration. How long it may be depends on the provider.
[[nodiscard]] inline std::optional<secret> read_secret(document::detail::object_reader& from,
                                                       flag_provider of) {
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
    if (const std::optional<issue> bad = check_secret(secret_rule_of(of), *text)) {
        from.report("secret", bad->code(), bad->detail());
        return std::nullopt;
    }
    // A text that is not empty makes a secret.
    return *secret::from_registered(*text);
}

} // namespace detail

/// A secret to be registered for a provider.
struct signing_secret_registration {
    /// Whose webhooks the secret is for.
    flag_provider provider;
    /// The secret, trimmed.
    secret signing_secret;
};

/// Reads the body of `POST .../flags/signing-secrets/` as the server does.
///
/// The secret is trimmed, as the server trims it. What parsing copied of it to the heap is
/// overwritten. The body itself is the caller's.
///
/// Bodies that no client writes differ: text with the escape of a lone surrogate is malformed here,
/// and a secret that is a number has to be an integer of 64 bits.
/// @return the registration, or why the server refuses it: status 400 and, for bad fields, the
/// error tree as `answer()`. A registration replaces the one that the provider had.
/// @par Complexity
/// Linear in the body.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py
[[nodiscard]] inline result<signing_secret_registration>
parse_registration(std::string_view body, const parse_limits& limits = {}) {
    detail::wiping_memory memory;
    document::detail::parsed_document document(body, limits, &memory);
    // The server asks the provider's rule also where there is no such provider, and takes the
    // strictest.
    flag_provider of = flag_provider::unleash;
    std::optional<secret> text;
    if (auto root = document.root()) {
        root->read("provider", of, from_string<flag_provider>);
        text = detail::read_secret(*root, of);
    }
    if (document.found().empty() && text) {
        return signing_secret_registration{of, *std::move(text)};
    }
    std::vector<issue> issues = document.found().take();
    const int status = issues.front().code() == issue_code::too_large ? 413 : 400;
    return refusal(status, std::move(issues));
}

/// The body of `POST .../flags/signing-secrets/`: it holds a secret in the open, so it can only be
/// moved, and is overwritten when it goes. Whoever copies the text has a copy that nobody
/// overwrites.
class signing_secret_request {
public:
    /// Builds the body for registering a secret.
    /// @return the body, or all issues that the server would have with the secret: its text is not
    /// UTF-8 (`invalid_utf8`), too short or too long for the provider (`min_length`, `max_length`),
    /// of another form (`invalid`). A secret with white space at its ends is refused as `invalid`:
    /// the server would trim it, and the sender would sign with another.
    /// @par Complexity
    /// Linear in the secret.
    ///
    /// @par Example
    /// @code
    /// auto key = flaghook::secret::from_text(generated);
    /// auto request = flaghook::signing_secret_request::make(flaghook::flag_provider::generic,
    /// *key); post(flaghook::signing_secrets_path("acme"), request->body());
    /// @endcode
    [[nodiscard]] static result<signing_secret_request> make(flag_provider of,
                                                             const secret& registered) {
        const std::string_view text = detail::text_of(registered);
        std::vector<issue> issues = check(of, text);
        if (!issues.empty()) {
            return refusal(400, std::move(issues));
        }
        signing_secret_request result;
        std::string& body = result.body_;
        // Six bytes are the longest escape: the text never grows, which would leave a copy behind.
        body.reserve(64 + 6 * text.size());
        body += R"({"provider":)";
        json::detail::append_string(body, to_string(of));
        body += R"(,"secret":)";
        json::detail::append_string(body, text);
        body += '}';
        return result;
    }

    /// Leaves `other` empty.
    signing_secret_request(signing_secret_request&& other) noexcept
        : body_(std::move(other.body_)) {
        other.forget();
    }

    /// Overwrites the body that was here, and leaves `other` empty.
    signing_secret_request& operator=(signing_secret_request&& other) noexcept {
        if (this != &other) {
            forget();
            body_ = std::move(other.body_);
            other.forget();
        }
        return *this;
    }

    signing_secret_request(const signing_secret_request&) = delete;
    signing_secret_request& operator=(const signing_secret_request&) = delete;

    /// Overwrites the body.
    ~signing_secret_request() { forget(); }

    /// The body, JSON; send it as `application/json`, with a token that may write to the
    /// organization.
    [[nodiscard]] std::string_view body() const noexcept { return body_; }

private:
    signing_secret_request() = default;

    /// What the server would have against a registration.
    [[nodiscard]] static std::vector<issue> check(flag_provider of, std::string_view text) {
        std::vector<issue> issues;
        if (to_string(of).empty()) {
            const auto number = static_cast<std::underlying_type_t<flag_provider>>(of);
            issues.emplace_back("provider", issue_code::invalid_choice,
                                server::detail::message::invalid_choice(std::to_string(number)));
        } else if (!server::detail::is_utf8(text)) {
            issues.emplace_back("secret", issue_code::invalid_utf8);
        } else if (auto bad =
                       detail::check_secret(secret_rule_of(of), server::detail::trim(text))) {
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
