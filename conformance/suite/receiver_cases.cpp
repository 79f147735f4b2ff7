#include "suite/receiver_cases.hpp"

#include "suite/base64.hpp"
#include "tool/exit_status.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <optional>
#include <string>

namespace flaghook::suite {

namespace {

using boost::json::object;
using boost::json::value;

constexpr std::string_view good_body =
    R"({"data":[{"action":"created","change_id":1,"created_at":"2024-12-12T00:02:00+00:00",)"
    R"("created_by":{"id":"flaghook.probe@example.com","type":"email"},)"
    R"("flag":"flaghook.probe"}],"meta":{"version":1}})";

constexpr std::string_view refused_body = R"({"data":[],"meta":{}})";
constexpr std::string_view malformed_body = R"({"data":)";

/// The number of items: more than a receiver's buffers hold, but below any reasonable limit.
constexpr std::size_t large_count = 4000;

std::string signature_of(std::string_view body, const signer& by) {
    const boost::system::result<signature> result = by.sign(body);
    if (!result) {
        throw tool::unusable("cannot sign: " + result.error().message());
    }
    return std::string(result->hex());
}

/// Makes a valid payload of about one megabyte.
std::string large_body() {
    std::string result = R"({"data":[)";
    for (std::size_t number = 1; number <= large_count; ++number) {
        result += number == 1 ? "" : ",";
        result += R"({"action":"updated","change_id":)" + std::to_string(number) +
                  R"(,"created_at":"2024-12-12T00:02:00+00:00","created_by":{"id":)"
                  R"("flaghook.probe@example.com","type":"email"},"flag":"flaghook.probe.)" +
                  std::string(100, 'x') + R"("})";
    }
    return result + R"(],"meta":{"version":1}})";
}

const object accepted = {{"status", 200}, {"answer", nullptr}};
const object unauthorized = {{"status", 401}, {"answer", "Not authorized."}};
const object malformed = {
    {"status", 400},
    {"answer", {{"detail", "JSON parse error - Expecting value: line 1 column 9 (char 8)"}}}};
const object refused = {{"status", 200},
                        {"answer", {{"meta", {{"version", {"This field is required."}}}}}}};

/// Makes cases of the operation `receive`.
class case_maker {
public:
    case_maker(vectors& into, const signer& by) : into_(into), by_(by) {}

    /// Converts a case of the operation `parse` to HTTP.
    void add(const test_case& parse) {
        test_case& made = into_.cases.emplace_back(parse);
        made.operation = "receive";
        // The number is for the pipe.
        made.number = 0;
        made.input["signature"] = signature_of(body_bytes(parse.input.at("body")), by_);
        made.expected.erase("rows");
        const value* const status = made.expected.if_contains("status");
        if (status != nullptr && *status == value(500)) {
            made.expected.erase("answer");
        }
    }

    void add_signature_cases() {
        const std::string right = signature_of(good_body, by_);
        group_ = "signature";
        add("right", "a valid signature", "signature-raw-body", good_body, right, accepted);
        add("missing", "no signature", "signature-missing", good_body, std::nullopt, unauthorized);
        add("empty", "an empty signature", "signature-missing", good_body, "", unauthorized);
        add("upper-case", "upper-case hex digits", "signature-lower-case-hex", good_body,
            upper_case(right), unauthorized);
        add("prefix", "a prefix before the digits", "signature-lower-case-hex", good_body,
            "sha256=" + right, unauthorized);
        add("truncated", "one digit too few", "signature-lower-case-hex", good_body,
            right.substr(1), unauthorized);
        add("first-digit", "a wrong first digit", "signature-raw-body", good_body,
            with_other_digit(right, 0), unauthorized);
        add("last-digit", "a wrong last digit", "signature-raw-body", good_body,
            with_other_digit(right, right.size() - 1), unauthorized);
        add("other-secret", "the signature of another secret", "signature-secret-text", good_body,
            of_other_secret(), unauthorized);
        add("other-body", "the signature of the body with a line feed at its end",
            "signature-raw-body", good_body, signature_of(std::string(good_body) + '\n', by_),
            unauthorized);
        add("before-json", "a wrong signature of malformed JSON", "signature-before-body",
            malformed_body, right, unauthorized);
        add("before-fields", "a wrong signature of a bad payload", "signature-before-body",
            refused_body, right, unauthorized);
        add("right-malformed", "a valid signature of malformed JSON", "signature-before-body",
            malformed_body, signature_of(malformed_body, by_), malformed);
        add("right-refused", "a valid signature of a bad payload", "signature-before-body",
            refused_body, signature_of(refused_body, by_), refused);
    }

    void add_transport_cases() {
        const std::string right = signature_of(good_body, by_);
        const std::string large = large_body();
        group_ = "transport";
        into_.clauses["transport-http"] = {
            "Requests may have any form that HTTP allows: bodies with a length or chunked, header "
            "names in any letter case.",
            "https://www.rfc-editor.org/rfc/rfc9112#section-6"};
        into_.clauses["transport-post"] = {
            "The webhook accepts only POST.",
            "https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md"};
        add("chunked", "a body in chunks", "transport-http", good_body, right, accepted,
            {{"chunked", true}}, level::should);
        add("chunked-wrong", "a body in chunks with a wrong signature", "transport-http", good_body,
            with_other_digit(right, 0), unauthorized, {{"chunked", true}}, level::should);
        add("large", "a body of a megabyte", "transport-http", large, signature_of(large, by_),
            accepted, {}, level::should);
        add("large-chunked", "a body of a megabyte in chunks", "transport-http", large,
            signature_of(large, by_), accepted, {{"chunked", true}}, level::should);
        add("lower-case-header", "the header name in lower case", "transport-http", good_body,
            right, accepted, {{"signature_header", "x-sentry-signature"}}, level::must);
        add("get", "another method", "transport-post", "", signature_of("", by_), {{"status", 405}},
            {{"method", "GET"}}, level::may);
    }

private:
    void add(std::string_view name, std::string_view title, std::string_view clause,
             std::string_view body, const std::optional<std::string>& signature,
             const object& expected, const object& more = {}, level importance = level::must) {
        test_case made{.id = "probe-" + group_ + '-' + std::string(name),
                       .title = std::string(title),
                       .group = group_,
                       .clause = std::string(clause),
                       .level = importance,
                       .operation = "receive",
                       .input = more,
                       .expected = expected};
        made.input["body"] = {{"text", body}};
        made.input["signature"] = signature ? value(*signature) : value();
        into_.cases.push_back(std::move(made));
    }

    [[nodiscard]] static std::string upper_case(std::string text) {
        for (char& digit : text) {
            digit = digit >= 'a' ? static_cast<char>(digit - 'a' + 'A') : digit;
        }
        return text;
    }

    [[nodiscard]] static std::string with_other_digit(std::string text, std::size_t position) {
        text[position] = text[position] == '0' ? '1' : '0';
        return text;
    }

    [[nodiscard]] static std::string of_other_secret() {
        const auto other = secret::from_text("another secret than the receiver's");
        const auto signing = signer::make(*other);
        if (!signing) {
            throw tool::unusable("cannot prepare a secret: " + signing.error().message());
        }
        return signature_of(good_body, *signing);
    }

    vectors& into_;
    const signer& by_;
    std::string group_;
};

} // namespace

vectors receiver_cases(const vectors& from, const signer& by) {
    vectors result{.cases = {}, .clauses = from.clauses, .revision = from.revision};
    case_maker make(result, by);
    make.add_signature_cases();
    make.add_transport_cases();
    for (const test_case& one : from.cases) {
        // A request cannot choose the receiver's form of error lists.
        if (one.operation == "parse" && !one.input.contains("index_keyed")) {
            make.add(one);
        }
    }
    return result;
}

} // namespace flaghook::suite
