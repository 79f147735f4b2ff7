#include "suite/vectors.hpp"

#include "diagnosis/digests.hpp"
#include "suite/base64.hpp"
#include "suite/embedded_vectors.hpp"
#include "tool/files.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <set>
#include <span>
#include <system_error>

namespace flaghook::suite {

namespace {

using boost::json::object;
using boost::json::value;

/// Larger than any body of the vectors; prevents a typo in a count from filling the memory.
constexpr std::size_t longest_body = std::size_t{64} << 20U;

constexpr std::string_view level_names[] = {"MUST", "SHOULD", "MAY"};

const value& required(const object& in, std::string_view name) {
    const value* found = in.if_contains(name);
    if (found == nullptr) {
        throw unreadable_vectors("\"" + std::string(name) + "\" is missing");
    }
    return *found;
}

std::string text(const object& in, std::string_view name) {
    const value& found = required(in, name);
    if (!found.is_string() || found.get_string().empty()) {
        throw unreadable_vectors("\"" + std::string(name) +
                                 "\" must be a string that is not empty");
    }
    return std::string(found.get_string());
}

const object& nested(const value& in, std::string_view what) {
    if (!in.is_object()) {
        throw unreadable_vectors("\"" + std::string(what) + "\" must be an object");
    }
    return in.get_object();
}

const boost::json::array& list(const object& in, std::string_view name) {
    const value& found = required(in, name);
    if (!found.is_array()) {
        throw unreadable_vectors("\"" + std::string(name) + "\" must be a list");
    }
    return found.get_array();
}

level level_of(const std::string& name) {
    const auto found = std::ranges::find(level_names, name);
    if (found == std::end(level_names)) {
        throw unreadable_vectors("the level is '" + name + "', expected MUST, SHOULD or MAY");
    }
    return static_cast<level>(found - std::begin(level_names));
}

std::string spelled_out(const object& body) {
    if (const value* encoded = body.if_contains("base64")) {
        const std::optional<std::string> bytes =
            encoded->is_string() ? decode_base64(encoded->get_string()) : std::nullopt;
        if (!bytes) {
            throw unreadable_vectors("the body's \"base64\" is not valid base64");
        }
        return *bytes;
    }
    const value& plain = required(body, "text");
    if (!plain.is_string()) {
        throw unreadable_vectors("the body's \"text\" must be a string");
    }
    return std::string(plain.get_string());
}

std::string repeated(const object& repeat) {
    const std::string part = spelled_out(repeat);
    const value& count = required(repeat, "count");
    if (!count.is_int64() || count.get_int64() < 1 || part.empty() ||
        static_cast<std::uint64_t>(count.get_int64()) > longest_body / part.size()) {
        throw unreadable_vectors("\"repeat\" must have a part and a count within the size limit");
    }
    std::string bytes;
    bytes.reserve(part.size() * static_cast<std::size_t>(count.get_int64()));
    for (std::int64_t times = count.get_int64(); times > 0; --times) {
        bytes += part;
    }
    return bytes;
}

std::string part_of_body(const object& part) {
    const value* repeat = part.if_contains("repeat");
    return repeat == nullptr ? spelled_out(part) : repeated(nested(*repeat, "repeat"));
}

test_case read_case(const object& in, const std::string& group) {
    test_case read{.id = text(in, "id"),
                   .title = text(in, "title"),
                   .group = group,
                   .clause = text(in, "clause"),
                   .level = level_of(text(in, "level")),
                   .operation = text(in, "op"),
                   .input = nested(required(in, "input"), "input"),
                   .expected = nested(required(in, "expected"), "expected")};
    const bool needs_body = read.operation == "parse" || read.operation == "receive";
    if (needs_body || read.input.contains("body")) {
        static_cast<void>(body_bytes(required(read.input, "body")));
    }
    return read;
}

void read_content(vectors& into, const object& content) {
    if (content.contains("clauses")) {
        for (const value& one : list(content, "clauses")) {
            const object& in = nested(one, "clauses");
            into.clauses[text(in, "id")] = {text(in, "statement"), text(in, "source")};
        }
        return;
    }
    const std::string group = text(content, "group");
    for (const value& one : list(content, "cases")) {
        const object& in = nested(one, "cases");
        try {
            into.cases.push_back(read_case(in, group));
        } catch (const unreadable_vectors& reason) {
            const value* id = in.if_contains("id");
            const bool named = id != nullptr && id->is_string();
            throw unreadable_vectors((named ? std::string(id->get_string()) : "a case") + ": " +
                                     reason.what());
        }
    }
}

std::string content_of(const std::filesystem::path& path) {
    // More than ten times the size of the largest file.
    constexpr std::size_t longest_file = std::size_t{64} << 20U;
    return tool::read_file(path.string(), longest_file, "a file of golden vectors");
}

value parse_json(std::string_view content) {
    boost::system::error_code failure;
    value read =
        boost::json::parse(boost::json::string_view(content.data(), content.size()), failure);
    if (failure) {
        throw unreadable_vectors("not JSON: " + failure.message());
    }
    return read;
}

/// Reads the content of a file; errors name the file.
void read_file(vectors& into, const std::string& name, std::string_view content) {
    try {
        const value document = parse_json(content);
        read_content(into, nested(document, "file"));
    } catch (const unreadable_vectors& reason) {
        throw unreadable_vectors(name + ": " + reason.what());
    }
}

std::vector<std::filesystem::path> files_of(const std::filesystem::path& folder) {
    std::error_code failure;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator entry(folder, failure), end; entry != end;
         entry.increment(failure)) {
        const std::string name = entry->path().filename().string();
        if (name.ends_with(".json") && !name.ends_with(".schema.json")) {
            files.push_back(entry->path());
        }
    }
    if (failure) {
        throw unreadable_vectors(folder.string() + ": " + failure.message());
    }
    std::ranges::sort(files);
    return files;
}

/// Returns the first digits of the SHA-256 of the files.
std::string revision_of(std::string_view files) {
    constexpr std::size_t digit_pairs = 6;
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result;
    if (const auto made = diagnosis::compute(diagnosis::hash::sha256,
                                             diagnosis::construction::plain, {}, files)) {
        for (const unsigned char byte : std::span(made->bytes).first<digit_pairs>()) {
            result += digits[byte >> 4U];
            result += digits[byte & 0xFU];
        }
    }
    return result;
}

/// Numbers the cases and checks their ids and rules.
void finish(vectors& read) {
    std::set<std::string_view> ids;
    for (test_case& one : read.cases) {
        one.number = ids.size() + 1;
        if (!ids.insert(one.id).second) {
            throw unreadable_vectors("the id " + one.id + " is used twice");
        }
        if (!read.clauses.contains(one.clause)) {
            throw unreadable_vectors(one.id + " cites the unknown clause " + one.clause);
        }
    }
}

} // namespace

std::string_view to_string(level of) noexcept {
    return level_names[static_cast<std::size_t>(of)];
}

vectors read_vectors(const std::filesystem::path& folder) {
    vectors read;
    std::string all;
    for (const std::filesystem::path& file : files_of(folder)) {
        const std::string content = content_of(file);
        read_file(read, file.string(), content);
        all += content;
    }
    if (read.cases.empty()) {
        throw unreadable_vectors("no vectors in " + folder.string() +
                                 "; give the folder of the golden vectors with --vectors");
    }
    finish(read);
    read.revision = revision_of(all);
    return read;
}

vectors read_embedded_vectors() {
    vectors read;
    std::string all;
    for (const embedded_file& file : embedded_vectors()) {
        read_file(read, std::string(file.name), file.content);
        all += file.content;
    }
    finish(read);
    read.revision = revision_of(all);
    return read;
}

bool has_times(const test_case& of) {
    const auto has_items = [](const value* list) {
        return list != nullptr && list->is_array() && !list->get_array().empty();
    };
    return has_items(of.expected.if_contains("rows")) || has_items(of.input.if_contains("changes"));
}

std::string body_bytes(const value& description) {
    const object& body = nested(description, "body");
    if (!body.contains("parts")) {
        return part_of_body(body);
    }
    std::string bytes;
    for (const value& part : list(body, "parts")) {
        bytes += part_of_body(nested(part, "parts"));
        if (bytes.size() > longest_body) {
            throw unreadable_vectors("the body's \"parts\" are too long");
        }
    }
    return bytes;
}

} // namespace flaghook::suite
