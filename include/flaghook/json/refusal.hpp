/// @file
/// Why a document is refused.
#ifndef FLAGHOOK_JSON_REFUSAL_HPP
#define FLAGHOOK_JSON_REFUSAL_HPP

#include <flaghook/json/error_tree.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/write_text.hpp>
#include <flaghook/version.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

namespace json::detail {
template <blueprint::document Document>
class reader;
} // namespace json::detail

/// Why a document is refused: the issues, and how the server answers them.
///
/// Every operation that can name a place in a document fails with a refusal. What has no place to
/// name (keys, secrets, signatures, URLs) fails with a `boost::system::error_code`.
///
/// @par Example
/// @snippet parsing.cpp refusal
class refusal {
public:
    /// No issues, and status 500: a refusal of which nothing is known.
    refusal() = default;

    /// @param status the HTTP status with which the server answers
    /// @param issues the reasons, in the server's order
    /// @param item_count how many items the payload's list has
    refusal(int status, std::vector<issue> issues, std::size_t item_count = 0) noexcept
        : status_(status), item_count_(item_count), issues_(std::move(issues)) {}

    /// The HTTP status with which the server answers.
    ///
    /// | status | reason |
    /// |---|---|
    /// | 200 | a webhook's payload with bad fields: **the status of success** |
    /// | 400 | malformed JSON; bad fields in a request to another endpoint of the Flags API |
    /// | 415 | another media type than JSON |
    /// | 413 | a limit of this library (`parse_limits`) |
    /// | 500 | the server fails: it cannot write its answer, or the document is nested too deep |
    /// | 0 | there is no server to ask: an answer of Sentry, or a request that cannot be signed |
    [[nodiscard]] int status() const noexcept { return status_; }

    /// The reasons, in the server's order.
    [[nodiscard]] const std::vector<issue>& issues() const& noexcept { return issues_; }
    /// The reasons, moved out of a refusal that is not needed any more.
    [[nodiscard]] std::vector<issue> issues() && noexcept { return std::move(issues_); }

    /// How many items the refused payload's list has.
    [[nodiscard]] std::size_t item_count() const noexcept { return item_count_; }

    /// The body of the server's answer: the error tree for bad fields, `{"detail": ...}` for
    /// malformed JSON and for a document over a limit, nothing where the status is 0 or 500. The
    /// words after `JSON parse error - ` are those of CPython 3.13.
    /// @param form how errors of a list's items are written
    /// @par Complexity
    /// Linear in the issues and, in list form, in `item_count()`.
    [[nodiscard]] std::string answer(tree_form form = tree_form::list) const {
        if (status_ == 0 || status_ == 500) {
            return {};
        }
        if (issues_.empty() || !concerns_the_text(issues_.front().code())) {
            return serialize_error_tree(issues_, item_count_, form);
        }
        std::string result = "{\"detail\":";
        json::detail::append_string(result, issues_.front().message(),
                                    json::detail::separators::escaped);
        result += '}';
        return result;
    }

private:
    template <blueprint::document Document>
    friend class json::detail::reader;

    /// Whether the document's fields were not reached.
    [[nodiscard]] static constexpr bool concerns_the_text(issue_code code) noexcept {
        return code == issue_code::parse_error || code == issue_code::too_large ||
               code == issue_code::too_deep || code == issue_code::too_many_items ||
               code == issue_code::unsupported_media_type;
    }

    int status_ = 500;
    std::size_t item_count_ = 0;
    std::vector<issue> issues_{};
};

/// A value, or why the document that has it is refused.
template <class Value>
using result = boost::system::result<Value, refusal>;

/// Makes `value()` of a `result` that holds a refusal throw a `std::runtime_error` with the place
/// and the message of the first issue.
[[noreturn]] inline void throw_exception_from_error(const refusal& refused,
                                                    const boost::source_location& where) {
    throw_exception_from_error(refused.issues(), where);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
