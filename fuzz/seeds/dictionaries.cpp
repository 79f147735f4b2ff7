#include "odd_values.hpp"
#include "seeds/writers.hpp"

#include <set>
#include <span>
#include <string>
#include <string_view>

namespace flaghook::fuzz {

using namespace std::string_view_literals;

namespace {

/// Returns the names, options and literals of a version's bodies.
std::set<std::string> declared_words(std::span<const rule> rules) {
    std::set<std::string> result{"{}", "[]", "null", "true", "\\u", "\\ud800", "\xE2\x80\xA8", ","};
    for (const rule& one : rules) {
        if (!one.name.empty()) {
            result.insert("\"" + std::string(one.name) + "\":");
        }
        for (const std::string_view option : one.options) {
            result.insert("\"" + std::string(option) + "\"");
        }
    }
    result.insert(odd_numbers.begin(), odd_numbers.end());
    for (const std::string_view text : std::span(odd_date_times).first(24)) {
        result.insert("\"" + std::string(text) + "\"");
    }
    return result;
}

} // namespace

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
    seeds.add_dictionary("timestamp", {odd_date_times.begin(), odd_date_times.end()});
    std::set<std::string> numbers(odd_integers.begin(), odd_integers.end());
    numbers.insert(odd_numbers.begin(), odd_numbers.end());
    seeds.add_dictionary("change_id", numbers);
    seeds.add_dictionary("delivery",
                         {"\"non_field_errors\":", "\"detail\":", "\"data\":", "[\"a\"]", "{}",
                          "[]", "\"0\":", "\\ud800", "{\"1\":{\"flag\":[\"a\"]}}"});
    seeds.add_dictionary("flags_api", {"{\"data\":[",
                                       "\"createdAt\":",
                                       "\"createdBy\":",
                                       "\"createdByType\":",
                                       "\"provider\":",
                                       "\"tags\":{",
                                       "\"id\":",
                                       "\"action\":\"created\"",
                                       "\"flag\":",
                                       "\"secret\":\"",
                                       "\"generic\"",
                                       "\"statsig\"",
                                       "\"webhook-",
                                       "{\"flags\":{\"values\":[",
                                       "\"result\":true",
                                       "statsPeriod=",
                                       "per_page=",
                                       "cursor=",
                                       "offset=",
                                       "start=",
                                       "end=",
                                       "flag=",
                                       "%2B",
                                       "24h",
                                       "<a>; rel=\"next\"",
                                       "; results=\"true\"",
                                       "; cursor=\""});
    seeds.add_dictionary("content_type",
                         {"application/json", "*/*", "; charset=", "utf-8", "utf-8-sig", "us-ascii",
                          "latin1", "cp1252", "utf-16", "utf_16_be", "charset*=utf-8''", "\xFF\xFE",
                          "\xFE\xFF", "\xEF\xBB\xBF", "\\\""});
    // A step with its argument, and ids with equal bits.
    seeds.add_dictionary("replay_guard", {"\x14\x80", "\x14\xC0", "\x10\x01", "\x13\x03", "\xFC"});
    seeds.add_dictionary("flag_buffer", {"\x05\xE1\xFF", "\x85\x01", "\x04\x01", "\xF3", "\x08"});
    seeds.add_dictionary("endpoint", {"https://", "http://", "sentry.io", ".ingest.", "localhost",
                                      "127.0.0.1", "[::1]", ":9000", "/api/0/organizations/",
                                      "/flags/hooks/provider/", "generic/", "/../", "@", "?", "#"});
    seeds.add_dictionary("testee",
                         {"{\"id\":1,", "\"op\":\"", "\"hello\"", "\"parse\"", "\"receive\"",
                          "\"sign\"", "\"emit\"", "\"delivery\"", "\"body\":\"e30=\"",
                          "\"secret\":\"", "\"secrets\":[", "\"signature\":null", "\"status\":200",
                          "\"version\":1", "\"changes\":[", "\"index_keyed\":true", "}\n"});
}

} // namespace flaghook::fuzz
