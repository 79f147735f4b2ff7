/// @file
/// Signing secrets: what Sentry registers, lists and deletes.
#ifndef FLAGHOOK_API_SIGNING_SECRET_HPP
#define FLAGHOOK_API_SIGNING_SECRET_HPP

#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/json/document_reader.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/json/rejection.hpp>
#include <flaghook/json/serialize.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/signature/registration.hpp>
#include <flaghook/signature/secret.hpp>
#include <flaghook/signature/wipe.hpp>
#include <flaghook/version.hpp>

#include <boost/system/result.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// A provider that a secret can be registered for.
enum class provider : std::uint8_t { launchdarkly, generic, unleash, statsig };

/// The provider's name, as it stands in URLs and in JSON.
[[nodiscard]] constexpr std::string_view to_string(provider of) noexcept {
    switch (of) {
    case provider::launchdarkly:
        return "launchdarkly";
    case provider::generic:
        return "generic";
    case provider::unleash:
        return "unleash";
    case provider::statsig:
        return "statsig";
    }
    return "unknown";
}

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
[[nodiscard]] constexpr secret_rule secret_rule_of(provider of) noexcept {
    switch (of) {
    case provider::generic:
        return {min_secret_length, max_secret_length};
    case provider::statsig:
        return {32, 64, "webhook-"};
    case provider::launchdarkly:
    case provider::unleash:
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

/// The declaration of a page of secrets. The blueprint calls `createdBy` a string and shows a
/// number; both are read, and a number is written, as the server does.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md and
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py
struct signing_secret_page_document {
    using payload_type = signing_secret_page;

    static constexpr auto listed = blueprint::object(
        blueprint::field("createdAt", &listed_secret::created_at, blueprint::date_time{}),
        blueprint::nullable_field("createdBy", &listed_secret::created_by, blueprint::integer{}),
        blueprint::field("id", &listed_secret::id, blueprint::integer{}),
        blueprint::field("provider", &listed_secret::provider, blueprint::any_text{}),
        blueprint::field("secret", &listed_secret::redacted, blueprint::any_text{}));

    static constexpr auto payload = blueprint::object(
        blueprint::field("data", &signing_secret_page::data, blueprint::list_of(listed)));
};

/// Reads a page of the registered secrets, leniently: members that are not known are ignored.
/// @return the page, or all issues
/// @par Complexity
/// Linear in the body.
template <blueprint::document Document = signing_secret_page_document>
[[nodiscard]] boost::system::result<signing_secret_page, std::vector<issue>>
parse_signing_secret_page(std::string_view body, const parse_limits& limits = {}) {
    auto read = json::read_document<Document>(body, limits);
    if (!read) {
        return std::move(read.error().issues);
    }
    return *std::move(read);
}

/// Writes a page of the registered secrets as the server does, for those who stand in for it.
/// @return the body, or all issues
template <blueprint::document Document = signing_secret_page_document>
[[nodiscard]] boost::system::result<std::string, std::vector<issue>>
serialize_signing_secret_page(const signing_secret_page& page) {
    return serialize<Document>(page);
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
    if (!server::is_utf8(text)) {
        return std::string(text.size(), '*');
    }
    std::size_t end = 0;
    for (std::size_t count = 0; count < shown && end < text.size(); ++count) {
        end += server::decode(text, end).width;
    }
    std::string result(text.substr(0, end));
    result.append(server::count_code_points(text.substr(end)), '*');
    return result;
}

namespace detail {

/// The text of a secret on its way out of a body: a member that any text may fill, unlike a
/// `secret`. Its bytes are on the heap, so that moving leaves none behind, and are overwritten.
class secret_text {
public:
    secret_text() = default;
    explicit secret_text(std::string_view text) : bytes_(text.begin(), text.end()) {}
    secret_text(secret_text&& other) noexcept = default;
    secret_text& operator=(secret_text&& other) noexcept {
        // What was here is overwritten where `other` ends.
        bytes_.swap(other.bytes_);
        return *this;
    }
    secret_text(const secret_text&) = delete;
    secret_text& operator=(const secret_text&) = delete;
    ~secret_text() { wipe(bytes_.data(), bytes_.size()); }

    [[nodiscard]] std::string_view text() const noexcept { return {bytes_.data(), bytes_.size()}; }

private:
    std::vector<char> bytes_;
};

/// The body of a registration.
/// @tparam Text how the secret is held
template <class Text>
struct registration_body {
    flaghook::provider provider = flaghook::provider::generic;
    Text secret{};
};

/// The declaration of a registration. How long a secret may be depends on the provider.
template <class Text>
struct registration_document {
    using payload_type = registration_body<Text>;
    static constexpr auto payload = blueprint::object(
        blueprint::field(
            "provider", &payload_type::provider,
            blueprint::one_of(blueprint::option{"launchdarkly", provider::launchdarkly},
                              blueprint::option{"generic", provider::generic},
                              blueprint::option{"unleash", provider::unleash},
                              blueprint::option{"statsig", provider::statsig})),
        blueprint::field("secret", &payload_type::secret, blueprint::text{.max_length = SIZE_MAX}));
};

/// Says what the provider's rule has against a secret that is text and not blank.
/// @param text trimmed
/// @param place of the field `secret`
[[nodiscard]] inline std::optional<issue> check_secret_rule(const secret_rule& rule,
                                                            std::string_view text, location place) {
    if (!text.starts_with(rule.prefix)) {
        return issue(place, issue_code::invalid,
                     "Ensure this field is of the format webhook-<hash>");
    }
    const std::size_t length = server::count_code_points(text);
    if (length > rule.max_length) {
        return issue(place, issue_code::max_length, std::to_string(rule.max_length));
    }
    if (length < rule.min_length) {
        return issue(place, issue_code::min_length, std::to_string(rule.min_length));
    }
    return std::nullopt;
}

} // namespace detail

/// A secret to be registered for a provider.
struct signing_secret_registration {
    /// Whose webhooks the secret is for.
    flaghook::provider provider;
    /// The secret, trimmed.
    flaghook::secret secret;
};

/// Reads the body of `POST .../flags/signing-secrets/` exactly as the server does.
///
/// The secret is trimmed, as the server trims it. What parsing copied of it to the heap is
/// overwritten, but for bodies with escapes of lone surrogates or with exponents past 2^31, which
/// no client writes and which are copied as a whole. The body itself is the caller's.
/// @return the registration, or why the server refuses it: status 400 and, for bad fields, the
/// error tree as `answer()`. A registration replaces the one that the provider had.
/// @par Complexity
/// Linear in the body.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py
template <class Text = detail::secret_text>
[[nodiscard]] boost::system::result<signing_secret_registration, rejection>
parse_registration(std::string_view body, const parse_limits& limits = {}) {
    using document = detail::registration_document<Text>;
    constexpr std::size_t provider_node = blueprint::find_node<document>("provider");
    constexpr std::size_t secret_node = blueprint::find_node<document>("secret");
    json::document_reader<document> reader(limits);
    detail::registration_body<Text> read;
    reader.reserve(std::min(body.size(), limits.body_size));
    const bool good = reader.read(body, read);
    wipe(reader.scratch().data(), reader.scratch().size());
    rejection refused = std::move(reader).rejected();
    const auto complains_of = [&refused](std::size_t node) {
        return std::any_of(refused.issues.begin(), refused.issues.end(), [node](const issue& one) {
            return one.location().node == node || one.location().node == 0;
        });
    };
    // The server asks the provider's rule also where there is no such provider, and takes the
    // strictest.
    if (!complains_of(secret_node)) {
        const secret_rule rule =
            secret_rule_of(complains_of(provider_node) ? provider::unleash : read.provider);
        const location place{blueprint::nodes<document>.data(), secret_node};
        if (auto broken = detail::check_secret_rule(rule, read.secret.text(), place)) {
            refused.issues.push_back(*std::move(broken));
        }
    }
    if (good && refused.issues.empty()) {
        // A text that is not blank makes a secret.
        return signing_secret_registration{read.provider,
                                           *secret::from_registered(read.secret.text())};
    }
    if (refused.status == 200) {
        refused.status = 400;
    }
    return refused;
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
    /// auto request = flaghook::signing_secret_request::make(flaghook::provider::generic, *key);
    /// post(flaghook::signing_secrets_path("acme"), request->body());
    /// @endcode
    template <class Text = std::string_view>
    [[nodiscard]] static boost::system::result<signing_secret_request, std::vector<issue>>
    make(provider of, const secret& registered) {
        using document = detail::registration_document<Text>;
        const std::string_view text = detail::text_of(registered);
        const location place{blueprint::nodes<document>.data(),
                             blueprint::find_node<document>("secret")};
        signing_secret_request result;
        // Six bytes are the longest escape: the text never grows, which would leave a copy behind.
        result.body_.reserve(64 + 6 * text.size());
        std::vector<issue> issues = serialize_to<document>(result.body_, {of, text});
        if (issues.empty() && server::trim(text).size() != text.size()) {
            issues.emplace_back(place, issue_code::invalid,
                                "The secret may not begin or end with white space.");
        }
        if (issues.empty()) {
            if (auto broken = detail::check_secret_rule(secret_rule_of(of), text, place)) {
                issues.push_back(*std::move(broken));
            }
        }
        if (!issues.empty()) {
            return issues;
        }
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

    void forget() noexcept {
        // What was refused while it was written stands behind the end.
        body_.resize(body_.capacity());
        wipe(body_.data(), body_.size());
        body_.clear();
    }

    std::string body_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
