// Writes each target's seeds and dictionary: from the declarations of the protocol's versions, the
// golden vectors, and the samples of real senders.
//
// Usage: write_seeds CONFORMANCE-FOLDER OUT-FOLDER
//
// Leaves OUT/TARGET/NAME and OUT/TARGET.dict; equal sources make equal files.

#include <flaghook/flaghook.hpp>

#include "blueprint/v2.hpp"
#include "mutator/field_values.hpp"
#include "oracle/server.hpp"
#include "payload_bytes.hpp"
#include "suite/base64.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;
using namespace flaghook;
using namespace flaghook::fuzz;
using namespace std::string_view_literals;

/// Larger inputs only slow a fuzzer down.
constexpr std::size_t most_bytes = std::size_t{8} << 10U;

/// The targets whose input is a body and nothing else.
constexpr std::array<std::string_view, 4> body_targets{"parse", "round_trip", "differential",
                                                       "expected_layout"};

[[noreturn]] void stop(const std::string& reason) {
    std::fprintf(stderr, "write_seeds: %s\n", reason.c_str());
    std::exit(1);
}

std::string content_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        stop("cannot read " + file.string());
    }
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<fs::path> json_files_in(const fs::path& folder) {
    std::vector<fs::path> result;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".json") {
            result.push_back(entry.path());
        }
    }
    std::sort(result.begin(), result.end());
    return result;
}

/// Writes files, each content once per target.
class seed_folder {
public:
    explicit seed_folder(fs::path folder) : folder_(std::move(folder)) {}

    void add(std::string_view target, std::string_view name, std::string_view content) {
        // No bytes at all are every engine's first input, and no seed.
        if (content.empty() || content.size() > most_bytes ||
            !seen_[std::string(target)].emplace(content).second) {
            return;
        }
        write(fs::path(target) / name, content);
    }

    void add_body(std::string_view name, std::string_view body) {
        for (const std::string_view target : body_targets) {
            add(target, name, body);
        }
    }

    /// Entries in the form that libFuzzer and AFL share
    /// (https://llvm.org/docs/LibFuzzer.html#dictionaries). What is longer is none of a word.
    void add_dictionary(std::string_view target, const std::set<std::string>& words) {
        std::string text;
        for (const std::string& word : words) {
            constexpr std::size_t longest = 64;
            if (word.empty() || word.size() > longest) {
                continue;
            }
            text += '"';
            for (const char byte : word) {
                const bool plain = byte >= ' ' && byte <= '~' && byte != '"' && byte != '\\';
                std::array<char, 8> escape{};
                std::snprintf(escape.data(), escape.size(), plain ? "%c" : "\\x%02X",
                              plain ? byte : static_cast<unsigned char>(byte));
                text += escape.data();
            }
            text += "\"\n";
        }
        write(std::string(target) + ".dict", text);
    }

private:
    void write(const fs::path& name, std::string_view content) {
        const fs::path file = folder_ / name;
        fs::create_directories(file.parent_path());
        std::ofstream out(file, std::ios::binary);
        out.write(content.data(), static_cast<std::streamsize>(content.size()));
        if (!out.flush()) {
            stop("cannot write " + file.string());
        }
    }

    fs::path folder_;
    std::map<std::string, std::set<std::string>, std::less<>> seen_;
};

// Of the declaration.

/// The good payload with another text for one node; an empty text leaves the node out.
std::string body_with(std::span<const rule> rules, std::size_t index, std::size_t changed,
                      std::string_view text) {
    if (index == changed) {
        return std::string(text);
    }
    const blueprint::node& node = rules[index].node;
    if (changed < index || changed >= node.end) {
        return good_value(rules, index);
    }
    if (node.kind == blueprint::node_kind::list) {
        return "[" + body_with(rules, index + 1, changed, text) + "]";
    }
    std::string result;
    for (std::size_t child = index + 1; child < node.end; child = rules[child].node.end) {
        const std::string value = body_with(rules, child, changed, text);
        if (!value.empty()) {
            result += result.empty() ? "" : ",";
            result += "\"" + std::string(rules[child].node.name) + "\":" + value;
        }
    }
    return "{" + result + "}";
}

/// What Sentry says of a body that it refuses, as the answer to a delivery.
void add_answer(seed_folder& seeds, std::string_view name, std::string_view body) {
    const auto parsed = parse(body);
    if (parsed) {
        return;
    }
    const auto status = static_cast<unsigned>(parsed.error().status);
    const std::string choices{static_cast<char>(status >> 8U), static_cast<char>(status & 0xFFU),
                              '\0'};
    for (const tree_form form : {tree_form::list, tree_form::index_keyed}) {
        seeds.add("delivery", std::string(name) + (form == tree_form::list ? "-listed" : "-keyed"),
                  choices + parsed.error().answer(form));
    }
}

/// A version's good payload with each value that is worth trying in each place.
void add_declared(seed_folder& seeds, std::string_view version, std::span<const rule> rules) {
    for (std::size_t index = 0; index < rules.size(); ++index) {
        const std::string name = std::string(version) + "-node-" + std::to_string(index);
        seeds.add_body(name + "-missing", body_with(rules, 0, index, ""));
        std::size_t number = 0;
        for (const std::string& value : telling_values(rules, index)) {
            const std::string numbered = name + "-" + std::to_string(number++);
            const std::string body = body_with(rules, 0, index, value);
            seeds.add_body(numbered, body);
            add_answer(seeds, numbered, body);
        }
        // The key twice, first good and then not.
        if (!rules[index].node.name.empty()) {
            const std::string again =
                good_value(rules, index) + ",\"" + std::string(rules[index].node.name) + "\":[0]";
            seeds.add_body(name + "-again", body_with(rules, 0, index, again));
        }
    }
}

/// Undoes the mixing of `model/deduplicate.hpp`: whatever that is, a hash table has ids that
/// collide in it, and a sender may choose them.
std::uint64_t unmixed(std::uint64_t bits) {
    bits ^= bits >> 29U ^ bits >> 58U;
    bits *= 0xF1DE83E19937733DU; // the inverse of the multiplier
    return bits ^ bits >> 32U;
}

/// More changes than a hash table takes whose ids all fall on one place of it, and one id twice.
std::string colliding_body() {
    constexpr std::uint64_t changes = 24;
    std::string items;
    for (std::uint64_t number = 0; number < changes; ++number) {
        const std::uint64_t id = unmixed((number % (changes - 1)) << 32U);
        items += items.empty() ? "" : ",";
        items += R"({"action":"created","change_id":)" + std::to_string(id) +
                 R"(,"created_at":"2024-12-12","created_by":{"id":"a","type":"id"},"flag":"a"})";
    }
    return R"({"data":[)" + items + R"(],"meta":{"version":1}})";
}

/// Bodies around limits that are none of a field's.
void add_limits(seed_folder& seeds, std::span<const rule> rules) {
    // More than the small limits of the targets allow, and than the depth allows.
    seeds.add_body("many-items", "{\"data\":[{},1,null,{},[]],\"meta\":{}}");
    seeds.add_body("deep", std::string(513, '['));
    seeds.add_body("deepest", std::string(512, '[') + std::string(512, ']'));
    seeds.add_body("too-many-digits", "{\"a\":" + std::string(4301, '1') + "}");
    seeds.add_body("most-digits",
                   "{\"data\":[],\"meta\":{\"version\":" + std::string(4300, '1') + "}}");
    seeds.add_body("long-exponent", "{\"flag\":1e" + std::string(12, '9') + ",\"a\\\"e1\":[1E-0" +
                                        std::string(12, '9') + "]}");
    seeds.add_body("no-utf8", "{\"a\":\"\xFF\"}");
    seeds.add_body("no-utf8-later", "{\"a\":\"\xE2\x82\"}");
    for (const std::string_view cut :
         {"\xC3"sv, "\xE2\x82"sv, "\xF0\x9F\x98"sv, "\xED\xA0"sv, "\xED\xA0\x80"sv, "\xE0\x80"sv}) {
        seeds.add_body("cut-" + std::to_string(cut.size()) + "-" +
                           std::to_string(static_cast<unsigned char>(cut.front())),
                       good_value(rules, 0) + std::string(cut));
    }
    seeds.add_body("byte-order-mark", "\xEF\xBB\xBF" + good_value(rules, 0));
    seeds.add_body("surrogate-before-error", "{\"\\ud800\":1,\"\\udfff\\ud83d\\ude00\":x}");
    seeds.add_body("cut-escape", "[\"\\u12");
    seeds.add_body("colliding-ids", colliding_body());
    seeds.add_body("large", std::string(1100, ' ') + good_value(rules, 0));
}

std::set<std::string> declared_words(std::span<const rule> rules) {
    std::set<std::string> result{"{}", "[]", "null", "true", "\\u", "\\ud800", "\xE2\x80\xA8", ","};
    for (const rule& one : rules) {
        if (!one.node.name.empty()) {
            result.insert("\"" + std::string(one.node.name) + "\":");
        }
        for (const std::string_view option : one.options) {
            result.insert("\"" + std::string(option) + "\"");
        }
    }
    result.insert(number_literals().begin(), number_literals().end());
    for (const std::string_view text : date_time_texts().first(24)) {
        result.insert("\"" + std::string(text) + "\"");
    }
    return result;
}

/// Answers of other servers, and of what stands between.
void add_answers(seed_folder& seeds) {
    auto add = [&seeds, number = 0](unsigned status, char header, std::string_view body) mutable {
        const std::string choices{static_cast<char>(status >> 8U),
                                  static_cast<char>(status & 0xFFU), header};
        seeds.add("delivery", "answer-" + std::to_string(number++), choices + std::string(body));
    };
    for (const std::string_view body :
         {R"({"detail":"a"})"sv, R"({"detail":null})"sv,
          R"({"detail":"a","detail":[true,1,null]})"sv,
          R"({"a":1,"b":true,"c":null,"d":{"detail":"b"},"detail":"\ud800"})"sv, R"(["detail"])"sv,
          "{\"detail\":\"\xFF\"}"sv, "\"detail\""sv, "null"sv, "1"sv, "true"sv}) {
        add(400, 0, body);
        add(200, 0, body);
    }
    for (const std::string_view body :
         {R"({"\ud800":["\udfff"]})"sv, R"({"":["a"]})"sv, R"({"0":{"1":["a"]}})"sv,
          R"({"a":["b",{}]})"sv, R"({"a":[{},"b"]})"sv, R"({"a":"b"})"sv, R"([["a"]])"sv,
          R"({"a":["b",null]})"sv, R"({"non_field_errors":["a"],"a":[["b"]]})"sv, "<html>"sv}) {
        add(200, 0, body);
    }
    for (char header = 0; header < 12; ++header) {
        add(429, header, "5");
        add(503, header, "12");
        add(502, header, "");
    }
}

// Of the vectors.

/// The bytes of a body as the vectors describe it (conformance/vectors/README.md).
std::string bytes_of(const boost::json::object& description) {
    if (const auto* const text = description.if_contains("text")) {
        return std::string(text->as_string());
    }
    if (const auto* const base64 = description.if_contains("base64")) {
        const std::optional<std::string> bytes = suite::decode_base64(base64->as_string());
        return bytes ? *bytes : std::string();
    }
    const boost::json::object& repeat = description.at("repeat").as_object();
    const std::string part = bytes_of(repeat);
    const auto times = static_cast<std::size_t>(repeat.at("count").as_int64());
    std::string result;
    for (std::size_t done = 0; done < times && result.size() <= most_bytes; ++done) {
        result += part;
    }
    return result;
}

/// A body as a request that is signed right, and one that almost is.
void add_requests(seed_folder& seeds, std::string_view name, const std::string& body) {
    seeds.add("receive", name, std::string(3, '\0') + body);
    // The way of missing, the place, and the secret follow from the name's length.
    std::string choices{static_cast<char>(1 + name.size() % 11), static_cast<char>(name.size()),
                        static_cast<char>(name.size() % 3)};
    seeds.add("receive", std::string(name) + "-missed", choices + body);
}

void add_signed(seed_folder& seeds, std::string_view name, std::string_view secret_text,
                std::string_view header, const std::string& body) {
    const auto short_text = [](std::string_view text) {
        const std::string_view kept = text.substr(0, 255);
        return static_cast<char>(kept.size()) + std::string(kept);
    };
    const std::size_t size = name.size();
    std::string choices{static_cast<char>(size % 18), static_cast<char>(size % 7),
                        static_cast<char>(size % 12), static_cast<char>(size)};
    seeds.add("verify", name, choices + short_text(secret_text) + short_text(header) + body);
    seeds.add("chunks", name,
              short_text(secret_text) + short_text("\x01\x02\x03\x00\x40\x80"sv) + body);
}

void add_case(seed_folder& seeds, const boost::json::object& one, std::string& conversation) {
    const std::string name(one.at("id").as_string());
    const std::string_view op = one.at("op").as_string();
    boost::json::object request = one.at("input").as_object();
    const auto* const description = request.if_contains("body");
    const std::string body = description != nullptr && description->is_object()
                                 ? bytes_of(description->as_object())
                                 : "";
    if (op == "parse") {
        seeds.add_body(name, body);
    }
    if (op == "parse" || op == "receive") {
        add_requests(seeds, name, body);
    }
    if (op == "sign" || op == "receive") {
        const auto* const text = request.if_contains("secret");
        const auto* const header = request.if_contains("signature");
        add_signed(
            seeds, name, text != nullptr ? std::string_view(text->as_string()) : "a secret"sv,
            header != nullptr && header->is_string() ? std::string_view(header->as_string()) : ""sv,
            body);
    }
    if (op == "delivery") {
        const auto status = static_cast<std::uint64_t>(request.at("status").as_int64());
        const std::string choices{static_cast<char>(status >> 8U & 0xFFU),
                                  static_cast<char>(status & 0xFFU),
                                  static_cast<char>(name.size() % 12)};
        seeds.add("delivery", name, choices + body);
    }
    if (description != nullptr) {
        request["body"] = suite::encode_base64(body);
    }
    request["id"] = name;
    request["op"] = one.at("op");
    const std::string line = boost::json::serialize(request) + "\n";
    if (line.size() < most_bytes / 2) {
        seeds.add("testee", name, "\xFF\x10" + line);
        if (conversation.size() + line.size() < most_bytes / 2) {
            conversation += line;
        }
    }
}

void add_vectors(seed_folder& seeds, const fs::path& folder) {
    std::string conversation = "\x08\x05{\"op\":\"hello\"}\n\n{}\n[]\nno JSON\n{\"op\":1}\n";
    for (const fs::path& file : json_files_in(folder)) {
        const boost::json::value content = boost::json::parse(content_of(file));
        if (const auto* const cases = content.as_object().if_contains("cases")) {
            for (const boost::json::value& one : cases->as_array()) {
                add_case(seeds, one.as_object(), conversation);
            }
        }
    }
    seeds.add("testee", "conversation", conversation);
    seeds.add("testee", "no-end", "\x01\x01" + std::string(100, 'x'));
}

// Of the samples and the lists.

void add_samples(seed_folder& seeds, const fs::path& folder) {
    for (const fs::path& file : json_files_in(folder)) {
        const std::string body = content_of(file);
        const std::string name = file.stem().string();
        seeds.add_body("sample-" + name, body);
        add_requests(seeds, "sample-" + name, body);
        add_signed(seeds, "sample-" + name, "the secret of a sender", "", body);
        if (const auto parsed = parse(body)) {
            seeds.add("serialize", "sample-" + name, write_payload(*parsed));
        }
    }
}

/// Payloads that cannot be sent, each for one reason.
void add_payloads(seed_folder& seeds) {
    const change good{.action = action::updated,
                      .id = 42,
                      .created_at = std::chrono::sys_days{std::chrono::year{2024} / 12 / 12},
                      .created_by = {"jane@example.com", author_type::email},
                      .flag = "checkout"};
    std::size_t number = 0;
    const auto add = [&](auto&& spoil) {
        payload content;
        content.data = {good, good};
        spoil(content.data.back());
        seeds.add("serialize", "payload-" + std::to_string(number++), write_payload(content));
    };
    add([](change&) {});
    add([](change& one) { one.action = static_cast<action>(3); });
    add([](change& one) { one.created_by.type = static_cast<author_type>(3); });
    add([](change& one) { one.created_at = max_timestamp; });
    add([](change& one) { one.created_at = max_timestamp + std::chrono::microseconds{1}; });
    add([](change& one) { one.created_at = min_timestamp - std::chrono::microseconds{1}; });
    add([](change& one) { one.id = -1; });
    for (const std::string_view text :
         {""sv, " \u3000"sv, " x "sv, "\0"sv, "\xFF"sv, "\"\\/\b\f\n\r\t\x01\x1f\x7f"sv,
          "\u2028\u00e9"sv, "\U0001f600"sv, "\xED\xA0\x80"sv, "\xE2\x80"sv}) {
        add([&](change& one) { one.flag = text; });
        add([&](change& one) { one.created_by.id = text; });
    }
    add([](change& one) { one.created_by.id = std::string(100, 'x'); });
    add([](change& one) { one.created_by.id = std::string(101, 'x'); });
    payload content;
    content.meta.version = INT64_MIN;
    seeds.add("serialize", "no-changes", write_payload(content));
    std::string long_flag = write_payload(content) + std::string("\0\0\0", 3) +
                            std::string(16, '\1') + std::string("\0\1i\1", 4) + "\x81" +
                            std::string(129, 'f');
    seeds.add("serialize", "long-flag", long_flag);
}

void add_secrets(seed_folder& seeds) {
    std::size_t number = 0;
    for (
        const std::string_view text :
        {""sv, "0123456789"sv, "012345678"sv, "0123456789\n"sv,
         "01234\0"
         "56789"sv,
         "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"sv, "0123456789\xFF"sv,
         "\xC0\x80"
         "01234567890"sv,
         "\xED\xA0\x80"
         "01234567890"sv,
         "\xF4\x90\x80\x80"
         "0123456789"sv,
         "\U0001f600\u20ac01234567890"sv, "0123456789\u3000"sv,
         "0123456789012345678901234567890123456789012345678901234567890123"sv,
         "01234567890123456789012345678901234567890123456789012345678901234"sv,
         "a key that is longer than a block of the hash, which is hashed before it is used: 64"sv}) {
        for (std::size_t how = 0; how < 12; ++how) {
            std::string input{static_cast<char>((number + how) % 18), static_cast<char>(how),
                              static_cast<char>(how), '\x3f', static_cast<char>(text.size())};
            input += std::string(text) + "\x09sha256=ab" + "{\"data\":[]}";
            seeds.add("verify", "secret-" + std::to_string(number) + "-" + std::to_string(how),
                      input);
        }
        ++number;
    }
    // Headers of every form.
    for (const std::string_view header :
         {""sv, "SHA256=ab"sv, "no hex at all"sv, "0123456789abcdef"sv,
          "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeF"sv,
          "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"sv}) {
        std::string input{
            '\x01', '\x00', '\x0b', '\x00', '\x01', 's', static_cast<char>(header.size())};
        seeds.add("verify", "header-" + std::to_string(number++),
                  input + std::string(header) + "body");
    }
}

constexpr auto urls = std::to_array<std::string_view>({
    "https://sentry.io/api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://us.sentry.io/api/0/organizations/4711/flags/hooks/provider/generic/",
    "HTTPS://Acme.Sentry.IO:443/api/0/organizations/acme_2-x/flags/hooks/provider/generic/",
    "https://[2001:db8::1]:8443/sentry/on-prem/api/0/organizations/a/flags/hooks/provider/generic/",
    "http://localhost:9000/api/0/organizations/acme/flags/hooks/provider/generic/",
    "http://a.localhost/api/0/organizations/acme/flags/hooks/provider/generic/",
    "http://127.0.0.1/api/0/organizations/acme/flags/hooks/provider/generic/",
    "http://127.000.00.0255/api/0/organizations/acme/flags/hooks/provider/generic/",
    "http://127.1/api/0/organizations/acme/flags/hooks/provider/generic/",
    "http://127.0.0.256/api/0/organizations/acme/flags/hooks/provider/generic/",
    "http://127.0.0.x/api/0/organizations/acme/flags/hooks/provider/generic/",
    "http://[::1]:65535/api/0/organizations/acme/flags/hooks/provider/generic/",
    "http://sentry.io/api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://o1.ingest.us.sentry.io/api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://user:word@sentry.io/api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://sentry.io:0/api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://sentry.io:65536/api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://sentry.io:/api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://-sentry.io/api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://sentry.io./api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://[::1/api/0/organizations/acme/flags/hooks/provider/generic/",
    "https:///api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://sentry.io/./api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://sentry.io/../api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://sentry.io//api/0/organizations/acme/flags/hooks/provider/generic/",
    "https://sentry.io/api/0/organizations/acme/flags/hooks/provider/generic",
    "https://sentry.io/api/0/organizations/acme/flags/hooks/provider/unleash/",
    "https://sentry.io/api/0/organizations/acme/flags/hooks/provider/unleash",
    "https://sentry.io/api/0/organizations/acme/flags/hooks/provider/a/b",
    "https://sentry.io/api/0/organizations/Acme/flags/hooks/provider/generic/",
    "https://sentry.io/api/0/organizations//flags/hooks/provider/generic/",
    "https://sentry.io/api/0/organizations/acme/flags/logs/",
    "https://sentry.io/api/0/organizations/acme",
    "https://sentry.io/",
    "https://sentry.io/api/0/organizations/acme/flags/hooks/provider/generic/?a=b",
    "https://sentry.io/api/0/organizations/acme/flags/hooks/provider/generic/#a",
    "https://sentry.io/api/0/organizations/a%20b/flags/hooks/provider/generic/",
    "https:\\\\sentry.io\\api",
    "ftp://sentry.io/",
    "acme",
    "",
});

void add_texts(seed_folder& seeds) {
    std::size_t number = 0;
    for (const std::string_view text : date_time_texts()) {
        seeds.add("timestamp", "text-" + std::to_string(number++), text);
    }
    for (const std::string_view instant : {"\0\0\0\0\0\0\0\0"sv, "\0\0\0\0\xD6\x93\xA4\0"sv,
                                           "\1\2\3\4\5\6\7\x08"sv, "\4\x6e\0\0\0\0\0\0"sv,
                                           "2024-12-12\xED\xA0\x80"
                                           "00:02"sv,
                                           "2024W50\xFF"
                                           "00:02"sv}) {
        seeds.add("timestamp", "bytes-" + std::to_string(number++), instant);
    }
    for (const auto texts : {integer_texts(), number_literals()}) {
        for (const std::string_view text : texts) {
            seeds.add("change_id", "text-" + std::to_string(number++), text);
        }
    }
    seeds.add("change_id", "negative",
              std::string(1, '\1') + std::string(8, '\xFF') + std::string(1, '\0') +
                  std::string(8, '\xFF'));
    for (const std::string_view url : urls) {
        seeds.add("endpoint", "url-" + std::to_string(number++), url);
    }
    seeds.add("endpoint", "long", "https://sentry.io/" + std::string(2048, 'a'));
    seeds.add("endpoint", "long-label", "https://" + std::string(64, 'a') + ".io/");
    seeds.add("endpoint", "long-host", "https://" + std::string(250, 'a') + ".io/");
}

void add_dictionaries(seed_folder& seeds, std::span<const rule> rules) {
    const std::set<std::string> words = declared_words(rules);
    for (const std::string_view target : body_targets) {
        seeds.add_dictionary(target, words);
    }
    seeds.add_dictionary("receive", words);
    const std::set<std::string> header_words{"sha256=", "a-secret-of-today", "\xF0\x9F\x98\x80",
                                             "\xE3\x80\x80", "{\"data\":[]}"};
    for (const std::string_view target : {"verify"sv, "chunks"sv, "serialize"sv}) {
        seeds.add_dictionary(target, header_words);
    }
    seeds.add_dictionary("timestamp", {date_time_texts().begin(), date_time_texts().end()});
    std::set<std::string> numbers(integer_texts().begin(), integer_texts().end());
    numbers.insert(number_literals().begin(), number_literals().end());
    seeds.add_dictionary("change_id", numbers);
    seeds.add_dictionary("delivery",
                         {"\"non_field_errors\":", "\"detail\":", "\"data\":", "[\"a\"]", "{}",
                          "[]", "\"0\":", "\\ud800", "{\"1\":{\"flag\":[\"a\"]}}"});
    seeds.add_dictionary("endpoint", {"https://", "http://", "sentry.io", ".ingest.", "localhost",
                                      "127.0.0.1", "[::1]", ":9000", "/api/0/organizations/",
                                      "/flags/hooks/provider/", "generic/", "/../", "@", "?", "#"});
    seeds.add_dictionary("testee",
                         {"{\"id\":1,", "\"op\":\"", "\"hello\"", "\"parse\"", "\"receive\"",
                          "\"sign\"", "\"emit\"", "\"delivery\"", "\"body\":\"e30=\"",
                          "\"secret\":\"", "\"secrets\":[", "\"signature\":null", "\"status\":200",
                          "\"version\":1", "\"changes\":[", "\"index_keyed\":true", "}\n"});
}

} // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::fprintf(stderr, "usage: %s CONFORMANCE-FOLDER OUT-FOLDER\n", arguments[0]);
        return 2;
    }
    const fs::path conformance = arguments[1];
    seed_folder seeds(arguments[2]);
    fs::remove_all(arguments[2]);
    const std::vector<rule> rules = rules_of<tests::v2>();
    add_declared(seeds, "v2", rules);
    add_declared(seeds, "v1", rules_of<blueprint::v1>());
    add_limits(seeds, rules);
    add_answers(seeds);
    add_vectors(seeds, conformance / "vectors");
    add_samples(seeds, conformance / "samples");
    add_payloads(seeds);
    add_secrets(seeds);
    add_texts(seeds);
    add_dictionaries(seeds, rules);
    return 0;
}
