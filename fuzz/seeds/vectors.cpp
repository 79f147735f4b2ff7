#include <flaghook/json/parse.hpp>

#include "near_miss.hpp"
#include "oracle/charsets.hpp"
#include "payload_bytes.hpp"
#include "seeds/inputs.hpp"
#include "seeds/writers.hpp"
#include "suite/base64.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::fuzz {

namespace fs = std::filesystem;
using namespace std::string_view_literals;

namespace {

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

/// Returns the bytes of a body that a vector describes (conformance/vectors/README.md).
std::string bytes_of(const boost::json::object& description) {
    if (const auto* const text = description.if_contains("text")) {
        return std::string(text->as_string());
    }
    if (const auto* const base64 = description.if_contains("base64")) {
        const std::optional<std::string> bytes = suite::decode_base64(base64->as_string());
        return bytes ? *bytes : std::string();
    }
    if (const auto* const parts = description.if_contains("parts")) {
        std::string result;
        for (const boost::json::value& part : parts->as_array()) {
            result += bytes_of(part.as_object());
        }
        return result;
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

/// Adds a body as a request with the right signature, and with one that is almost right.
void add_requests(seed_folder& seeds, std::string_view name, const std::string& body) {
    seeds.add("receive", name, std::string(3, '\0') + body);
    // The length of the name selects the kind of miss, the place and the secret.
    std::string choices{static_cast<char>(1 + name.size() % (miss_count - 1)),
                        static_cast<char>(name.size()), static_cast<char>(name.size() % 3)};
    seeds.add("receive", std::string(name) + "-missed", choices + body);
}

/// Adds a body with its `Content-Type`, and in each charset.
void add_typed(seed_folder& seeds, std::string_view name, std::string_view header,
               const std::string& body) {
    seeds.add("content_type", name, '\xFF' + short_text(header) + body);
    for (std::size_t charset = 0; charset < charsets.size(); ++charset) {
        seeds.add("content_type", std::string(name) + '-' + std::string(charsets[charset]),
                  static_cast<char>(charset) + body);
    }
}

/// Adds a body to sign and verify, whole and in parts.
void add_signed(seed_folder& seeds, std::string_view name, std::string_view secret_text,
                std::string_view header, const std::string& body) {
    const std::size_t size = name.size();
    const verify_choices choices{
        .secrets = size % 18, .signing = size % 7, .miss = size % miss_count, .place = size};
    seeds.add("verify", name, verify_input(choices, secret_text, header, body));
    seeds.add("chunks", name,
              short_text(secret_text) + short_text("\x01\x02\x03\x00\x40\x80"sv) + body);
}

/// Adds one case of a vector file. A short case also goes into the conversation.
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
    if (const auto* const type = request.if_contains("content_type")) {
        add_typed(seeds, name, type->is_string() ? std::string_view(type->as_string()) : "", body);
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
        const auto status = static_cast<unsigned>(request.at("status").as_int64());
        seeds.add("delivery", name, delivery_input(status, name.size() % 12, body));
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

} // namespace

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

} // namespace flaghook::fuzz
