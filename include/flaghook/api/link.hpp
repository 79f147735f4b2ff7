/// @file
/// Pagination: the header `Link` of an answer that has several pages.
#ifndef FLAGHOOK_API_LINK_HPP
#define FLAGHOOK_API_LINK_HPP

#include <flaghook/server/ascii.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// A link to another page.
///
/// @par Source
/// https://docs.sentry.io/api/pagination/
///
/// @par Example
/// @snippet flags_api.cpp next_page
struct page_link {
    /// The URL of the page, as written in the header.
    std::string target{};
    /// The relation of the page to this one: `next` or `previous`. In general, several words that
    /// are separated by spaces.
    std::string relation{};
    /// Whether the page has results; `std::nullopt` if the server does not tell. Sentry always
    /// sends both links, so that a client can ask for newer results later.
    std::optional<bool> results{};
    /// The value of the parameter `cursor` that requests the page.
    std::string cursor{};

    /// Checks whether the link has a relation. Relations are compared in any letter case.
    /// @param wanted the relation, such as `next`
    /// @par Complexity
    /// Linear in `relation.size()`.
    /// @par Source
    /// https://www.rfc-editor.org/rfc/rfc8288#section-2.1
    [[nodiscard]] bool is(std::string_view wanted) const noexcept {
        for (std::string_view rest = relation; !rest.empty();) {
            const std::string_view word = rest.substr(0, rest.find(' '));
            if (server::detail::equal_in_any_case(word, wanted)) {
                return true;
            }
            rest.remove_prefix(std::min(word.size() + 1, rest.size()));
        }
        return false;
    }

    /// Compares all members.
    friend bool operator==(const page_link&, const page_link&) = default;
};

namespace detail {

/// Reads the links of a `Link` header, by the algorithm of RFC 8288.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc8288#appendix-B.2
class link_reader {
public:
    explicit link_reader(std::string_view value) noexcept : rest_(value) {}

    /// Returns the next link; `std::nullopt` at the end or at a syntax error.
    [[nodiscard]] std::optional<page_link> next() {
        skip_space();
        while (accept(',')) {
            skip_space();
        }
        if (!accept('<')) {
            return std::nullopt;
        }
        const std::size_t end = rest_.find('>');
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        page_link result;
        result.target = rest_.substr(0, end);
        rest_.remove_prefix(end + 1);
        bool has_relation = false;
        for (skip_space(); accept(';'); skip_space()) {
            skip_space();
            read_parameter(result, has_relation);
        }
        // Anything else before the next comma is ignored.
        rest_.remove_prefix(std::min(rest_.find(','), rest_.size()));
        return result;
    }

private:
    void read_parameter(page_link& to, bool& has_relation) {
        const std::string_view name = take_until("=;, \t");
        skip_space();
        std::string value;
        if (accept('=')) {
            skip_space();
            value = accept('"') ? take_quoted() : std::string(take_until(";, \t"));
        }
        if (server::detail::equal_in_any_case(name, "rel")) {
            // If there are several relations, the first counts.
            if (!std::exchange(has_relation, true)) {
                to.relation = std::move(value);
            }
        } else if (server::detail::equal_in_any_case(name, "results")) {
            if (value == "true" || value == "false") {
                to.results = value == "true";
            }
        } else if (server::detail::equal_in_any_case(name, "cursor")) {
            to.cursor = std::move(value);
        }
    }

    [[nodiscard]] std::string take_quoted() {
        std::string result;
        while (!rest_.empty() && !accept('"')) {
            if (accept('\\') && rest_.empty()) {
                break;
            }
            result += rest_.front();
            rest_.remove_prefix(1);
        }
        return result;
    }

    [[nodiscard]] std::string_view take_until(std::string_view ends) noexcept {
        const std::string_view result = rest_.substr(0, rest_.find_first_of(ends));
        rest_.remove_prefix(result.size());
        return result;
    }

    bool accept(char wanted) noexcept {
        const bool found = rest_.starts_with(wanted);
        if (found) {
            rest_.remove_prefix(1);
        }
        return found;
    }

    void skip_space() noexcept {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
    }

    std::string_view rest_;
};

} // namespace detail

/// Parses the value of a header `Link`.
///
/// If there are several such headers, join their values with commas first. Unknown parameters are
/// ignored. At a syntax error, parsing ends with the links before it.
/// @code{.unparsed}
/// Link       = [ link-value *( OWS "," OWS link-value ) ]
/// link-value = "<" URI-Reference ">" *( OWS ";" OWS [ link-param ] )
/// link-param = token BWS [ "=" BWS ( token / quoted-string ) ]
/// @endcode
/// @param header the value of the header, any bytes
/// @return the links in their order
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `header.size()`.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc8288#section-3 and https://docs.sentry.io/api/pagination/
[[nodiscard]] inline std::vector<page_link> parse_links(std::string_view header) {
    std::vector<page_link> result;
    detail::link_reader reader(header);
    while (std::optional<page_link> one = reader.next()) {
        result.push_back(std::move(*one));
    }
    return result;
}

/// Returns the value of the parameter `cursor` that requests the next page.
/// @param header the value of the header `Link` of the answer
/// @return the cursor; `std::nullopt` if there is no next page with results
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `header.size()`.
///
/// @par Example
/// @snippet flags_api.cpp next_page
[[nodiscard]] inline std::optional<std::string> next_cursor(std::string_view header) {
    for (page_link& one : parse_links(header)) {
        if (one.is("next") && one.results.value_or(true) && !one.cursor.empty()) {
            return std::move(one.cursor);
        }
    }
    return std::nullopt;
}

/// Writes the value of a header `Link` as Sentry does, for simulations of Sentry.
///
/// Texts are written unchanged.
/// @param links the links
/// @pre Each target is a URL. Relations and cursors contain neither quotation marks nor
/// backslashes.
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the texts.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/api/base.py
[[nodiscard]] inline std::string serialize_links(std::span<const page_link> links) {
    std::string result;
    for (const page_link& one : links) {
        result += result.empty() ? "<" : ", <";
        result += one.target;
        result += ">; rel=\"" + one.relation + '"';
        if (one.results) {
            result += *one.results ? "; results=\"true\"" : "; results=\"false\"";
        }
        if (!one.cursor.empty()) {
            result += "; cursor=\"" + one.cursor + '"';
        }
    }
    return result;
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
