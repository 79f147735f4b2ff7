#include "suite/operations.hpp"

#include <flaghook/flaghook.hpp>
#include <flaghook/webhook/delivery.hpp>

#include "suite/base64.hpp"
#include "suite/request_members.hpp"
#include "suite/rows.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace flaghook::suite {

namespace {

using boost::json::object;

template <class Value>
Value value_or_refusal(boost::system::result<Value> result) {
    if (!result) {
        throw refusal(result.error().message());
    }
    return *std::move(result);
}

receiver_options options_of(const object& request) {
    receiver_options options;
    if (flag_member(request, "index_keyed")) {
        options.form = tree_form::index_keyed;
    }
    return options;
}

void append_reply(std::string& out, const reply& reply) {
    out += R"({"status":)";
    out += std::to_string(reply.status());
    out += R"(,"answer":)";
    // The library's answers are JSON on one line.
    out += reply.answer().empty() ? "null" : reply.answer();
    out += R"(,"rows":)";
    append_rows(out, reply.rows());
    out += '}';
}

void parse_body(std::string& out, const object& request) {
    append_reply(out, answer(bytes_member(request, "body"), options_of(request)));
}

std::vector<secret> secrets_of(const object& request) {
    std::vector<secret> secrets;
    for (const boost::json::value& text : list_member(request, "secrets")) {
        if (!text.is_string()) {
            throw refusal("the member \"secrets\" must be a list of strings");
        }
        secrets.push_back(value_or_refusal(secret::from_registered(text.get_string())));
    }
    return secrets;
}

void receive(std::string& out, const object& request) {
    const std::string body = bytes_member(request, "body");
    const std::optional<std::string_view> signature = text_or_null_member(request, "signature");
    const std::vector<secret> secrets = secrets_of(request);
    const receiver_options options = options_of(request);
    if (secrets.empty()) {
        // A verifier needs a secret. Without a registered secret, no request is authorized.
        append_reply(out, answerer().unauthorized());
        return;
    }
    const receiver endpoint(value_or_refusal(verifier::make(secrets)), options);
    const std::optional<std::string_view> content_type =
        request.contains("content_type") ? text_or_null_member(request, "content_type")
                                         : std::optional<std::string_view>("application/json");
    append_reply(out,
                 endpoint.receive(body, {.signature = signature, .content_type = content_type}));
}

void sign(std::string& out, const object& request) {
    const std::string body = bytes_member(request, "body");
    const secret key = value_or_refusal(secret::from_registered(text_member(request, "secret")));
    const signature signed_with = value_or_refusal(value_or_refusal(signer::make(key)).sign(body));
    out += R"({"signature":")";
    out += signed_with.hex();
    out += R"("})";
}

void emit(std::string& out, const object& request) {
    const std::int64_t version = integer_member(request, "version");
    if (version != blueprint::latest::number) {
        throw refusal("version " + std::to_string(version) + " of the protocol is not published");
    }
    payload content;
    content.data = read_rows(list_member(request, "changes"));
    content.meta.version = version;
    std::string body;
    const flaghook::result<void> written = serialize_to(body, content);
    if (!written) {
        const std::vector<issue> issues = written.error().issues();
        throw refusal(issues.front().path() + ": " + issues.front().message());
    }
    out += R"({"body":")";
    out += encode_base64(body);
    out += R"("})";
}

void read_answer(std::string& out, const object& request) {
    const std::int64_t status = integer_member(request, "status");
    if (status < 100 || status > 999) {
        throw refusal("the member \"status\" must be an HTTP status of three digits");
    }
    const delivery read = parse_delivery(static_cast<int>(status), bytes_member(request, "body"));
    out += R"({"outcome":")";
    out += to_string(read.outcome);
    out += R"(","issues":[)";
    const char* separator = "";
    for (const complaint& issue : read.complaints) {
        out += std::exchange(separator, ",");
        out += R"({"path":)";
        json::detail::append_string(out, issue.path);
        out += R"(,"message":)";
        json::detail::append_string(out, issue.message);
        out += '}';
    }
    out += "]}";
}

/// Records evaluations. Results other than booleans are skipped, as in Sentry's SDKs; the library's
/// interface does not accept them.
template <class Recorder>
void record_evaluations(Recorder& to, const boost::json::array& evaluations) {
    for (const boost::json::value& evaluation : evaluations) {
        if (!evaluation.is_object()) {
            throw refusal("an evaluation must be an object");
        }
        const std::string_view flag = text_member(evaluation.get_object(), "flag");
        const boost::json::value* result = evaluation.get_object().if_contains("result");
        if (result == nullptr) {
            throw refusal("the member \"result\" is missing");
        }
        if (!result->is_bool()) {
            continue;
        }
        if (const auto refused = to.record(flag, result->get_bool())) {
            throw refusal(refused->message());
        }
    }
}

/// Returns only the list of evaluations.
std::string values_of(const flag_buffer& buffer) {
    constexpr std::string_view before = R"({"flags":{"values":)";
    constexpr std::string_view behind = "}}";
    if (buffer.empty()) {
        return "[]";
    }
    const std::string context = serialize_flag_context(buffer);
    return context.substr(before.size(), context.size() - before.size() - behind.size());
}

void evaluate(std::string& out, const object& request) {
    flag_buffer scope;
    record_evaluations(scope, list_member(request, "evaluations"));
    std::optional<flag_buffer> child;
    if (const boost::json::value* fork = request.if_contains("fork")) {
        if (!fork->is_object()) {
            throw refusal("the member \"fork\" must be an object");
        }
        child = scope;
        record_evaluations(*child, list_member(fork->get_object(), "child"));
        record_evaluations(scope, list_member(fork->get_object(), "parent"));
    }
    out += R"({"values":)" + values_of(scope);
    if (child) {
        out += R"(,"child":)" + values_of(*child);
    }
    out += '}';
}

void evaluate_in_span(std::string& out, const object& request) {
    span_flags span;
    record_evaluations(span, list_member(request, "evaluations"));
    out += R"({"attributes":)" + serialize_span_attributes(span);
    out += R"(,"dropped":)" + std::to_string(span.dropped()) + '}';
}

} // namespace

const std::array<operation, 7> operations{{{"parse", parse_body},
                                           {"receive", receive},
                                           {"sign", sign},
                                           {"emit", emit},
                                           {"delivery", read_answer},
                                           {"evaluate", evaluate},
                                           {"span_evaluate", evaluate_in_span}}};

} // namespace flaghook::suite
