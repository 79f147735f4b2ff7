// Checks that documents of the Flags API and an event's contexts survive reading, writing and
// reading again. The first byte selects the kind of document.

#include <flaghook/api/complaints.hpp>
#include <flaghook/api/flag_log.hpp>
#include <flaghook/api/flag_log_query.hpp>
#include <flaghook/api/link.hpp>
#include <flaghook/api/resource_path.hpp>
#include <flaghook/api/signing_secret.hpp>
#include <flaghook/evaluation/flag_context.hpp>
#include <flaghook/server/text.hpp>

#include "answers.hpp"
#include "byte_source.hpp"
#include "require.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace flaghook;
using namespace flaghook::fuzz;

/// Reads a text, writes the value, and reads it again.
template <class Parse, class Serialize>
void check_round_trip(std::string_view text, Parse parse, Serialize serialize) {
    const auto read = parse(text);
    if (!read) {
        require(!listing(read.error().issues()).empty(), "a refusal has issues");
        return;
    }
    const auto written = serialize(*read);
    if (!written) {
        fail("an accepted document can be written",
             {{"text", std::string(text)}, {"issues", listing(written.error().issues())}});
    }
    const auto again = parse(*written);
    if (!again) {
        fail("the written text is accepted",
             {{"written", *written}, {"issues", listing(again.error().issues())}});
    }
    if (!(*again == *read)) {
        fail("a document is unchanged by writing and reading",
             {{"text", std::string(text)}, {"written", *written}});
    }
}

/// Replaces floating-point numbers, which older releases of Boost.JSON do not round to the nearest.
void drop_fractions(boost::json::value& value) {
    if (value.is_double()) {
        value = nullptr;
    } else if (value.is_array()) {
        for (boost::json::value& item : value.get_array()) {
            drop_fractions(item);
        }
    } else if (value.is_object()) {
        for (auto& member : value.get_object()) {
            drop_fractions(member.value());
        }
    }
}

void drop_fractions(flag_log_entry& entry) {
    for (auto& tag : entry.tags) {
        drop_fractions(tag.value());
    }
}

void check_log_page(std::string_view body) {
    check_round_trip(
        body,
        [](std::string_view text) {
            auto page = parse_flag_log_page(text);
            if (page) {
                for (flag_log_entry& entry : page->data) {
                    drop_fractions(entry);
                }
            }
            return page;
        },
        [](const flag_log_page& page) { return serialize_flag_log_page(page); });
}

void check_log_entry(std::string_view body) {
    check_round_trip(
        body,
        [](std::string_view text) {
            auto entry = parse_flag_log_entry(text);
            if (entry) {
                drop_fractions(*entry);
            }
            return entry;
        },
        [](const flag_log_entry& entry) { return serialize_flag_log_entry(entry); });
}

void check_secret_page(std::string_view body) {
    check_round_trip(
        body, [](std::string_view text) { return parse_signing_secret_page(text); },
        [](const signing_secret_page& page) { return serialize_signing_secret_page(page); });
}

void check_query(std::string_view text) {
    check_round_trip(
        text,
        [](std::string_view query) {
            auto read = parse_query(query);
            // A period overrides them, and they are not written.
            if (read && read->stats_period) {
                read->start.reset();
                read->end.reset();
            }
            return read;
        },
        [](const flag_log_query& query) { return serialize_query(query); });
}

void check_registration(std::string_view body) {
    const auto read = parse_registration(body);
    if (!read) {
        const refusal& refused = read.error();
        require(!refused.issues().empty() && refused.status() != 200,
                "a refusal has issues and an error status");
        require(refused.status() == 500 || server::detail::is_utf8(refused.answer()),
                "an answer is UTF-8");
        return;
    }
    const auto request = signing_secret_request::make(read->provider, read->signing_secret);
    if (!request) {
        fail("an accepted secret can be registered",
             {{"body", std::string(body)}, {"issues", listing(request.error().issues())}});
    }
    const auto again = parse_registration(request->body());
    require(again.has_value(), "a written registration is accepted");
    require(again->provider == read->provider, "the provider is unchanged");
    const auto before = read->signing_secret.expose();
    const auto after = again->signing_secret.expose();
    require(std::equal(before.begin(), before.end(), after.begin(), after.end()),
            "the secret is unchanged");
    const std::string shown = redact(read->signing_secret);
    require(server::detail::is_utf8(shown), "a masked secret is UTF-8");
    require(static_cast<std::size_t>(std::count(shown.begin(), shown.end(), '*')) + 6 >=
                server::detail::count_code_points(shown),
            "a masked secret shows at most six characters");
}

void check_links(std::string_view header) {
    const std::vector<page_link> links = parse_links(header);
    const auto next = std::find_if(links.begin(), links.end(), [](const page_link& one) {
        return one.is("next") && one.results != false;
    });
    const std::optional<std::string> cursor = next_cursor(header);
    require(!cursor || std::any_of(links.begin(), links.end(),
                                   [&](const page_link& one) { return one.cursor == *cursor; }),
            "a cursor is from a link");
    require(!cursor || next != links.end(), "without a next page there is no cursor");
    const auto is_plain = [](const page_link& one) {
        return (one.relation + one.cursor).find_first_of("\"\\") == std::string::npos;
    };
    if (std::all_of(links.begin(), links.end(), is_plain)) {
        require(parse_links(serialize_links(links)) == links,
                "links are unchanged by writing and reading");
    }
}

void check_contexts(std::string_view text) {
    check_round_trip(
        text, [](std::string_view contexts) { return parse_flag_context(contexts); },
        [](const flag_buffer& flags) {
            return result<std::string>(serialize_flag_context(flags));
        });
    // A small buffer has the last evaluations of a large one.
    const auto all = parse_flag_context(text);
    const auto few = parse_flag_context<2>(text);
    require(all.has_value() == few.has_value(), "the verdict does not depend on the capacity");
    if (all) {
        require(few->size() == std::min<std::size_t>(all->size(), 2),
                "as many evaluations as the capacity allows");
        auto newest = all->begin();
        std::advance(newest, static_cast<std::ptrdiff_t>(all->size() - few->size()));
        require(std::equal(newest, all->end(), few->begin(), few->end()),
                "the newest evaluations are kept");
    }
}

void check_complaints(std::string_view body) {
    for (const complaint& one : parse_complaints(body)) {
        require(server::detail::is_utf8(one.path) && server::detail::is_utf8(one.message),
                "complaints are UTF-8");
    }
}

void check_path(const std::string& path, std::ptrdiff_t parts) {
    require(path.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "0123456789-._~%/") == std::string::npos,
            "a path has only characters of a URL");
    require(std::count(path.begin(), path.end(), '/') == parts + 1,
            "an organization is one segment of the path");
}

void check_paths(std::string_view organization) {
    check_path(flag_logs_path(organization), 6);
    check_path(flag_log_path(organization, -1), 7);
    check_path(signing_secrets_path(organization), 6);
    check_path(signing_secret_path(organization, 1), 7);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    byte_source bytes(as_text(data, size));
    constexpr void (*checks[])(std::string_view) = {
        check_log_page, check_log_entry, check_secret_page, check_query, check_registration,
        check_links,    check_contexts,  check_complaints,  check_paths};
    const std::size_t which = bytes.byte() % std::size(checks);
    checks[which](bytes.rest());
    return 0;
}
