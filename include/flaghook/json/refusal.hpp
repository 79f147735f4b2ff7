/// @file
/// Refusals of documents, and results that hold one.
#ifndef FLAGHOOK_JSON_REFUSAL_HPP
#define FLAGHOOK_JSON_REFUSAL_HPP

#include <flaghook/json/error_tree.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/write_text.hpp>
#include <flaghook/version.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>
#include <boost/throw_exception.hpp>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

namespace json::detail {

/// A value that has its default again after a move, so that a moved-from result is not accepted.
template <class Value, Value Default = Value{}>
class taken_by_move {
public:
    taken_by_move() = default;
    explicit taken_by_move(Value value) noexcept : value_(value) {}
    taken_by_move(const taken_by_move&) = default;
    taken_by_move& operator=(const taken_by_move&) = default;
    taken_by_move(taken_by_move&& other) noexcept : value_(std::exchange(other.value_, Default)) {}
    taken_by_move& operator=(taken_by_move&& other) noexcept {
        value_ = std::exchange(other.value_, Default);
        return *this;
    }
    ~taken_by_move() = default;

    taken_by_move& operator=(Value value) noexcept {
        value_ = value;
        return *this;
    }
    [[nodiscard]] Value get() const noexcept { return value_; }

private:
    Value value_ = Default;
};

template <blueprint::document Document>
class reader;
} // namespace json::detail

/// The reasons for refusing a document, with the server's answer to them.
///
/// A refusal has a status and a list of issues. It is the error of every operation on a document
/// with fields. Operations on keys, secrets, signatures and URLs fail with a
/// `boost::system::error_code` instead.
/// @par Example
/// @snippet parsing.cpp refusal
/// @see `result`, `issue`
class refusal {
public:
    /// Creates a refusal with status 500 and no issues. Does not throw.
    refusal() = default;

    /// Creates a refusal.
    /// @param status the HTTP status of the server's answer; see `status()`
    /// @param issues the reasons, in the server's order
    /// @param item_count the number of items in the payload's list
    refusal(int status, std::vector<issue> issues, std::size_t item_count = 0) noexcept
        : status_(status), item_count_(item_count), issues_(std::move(issues)) {}

    /// Returns the HTTP status of the server's answer.
    ///
    /// | status | reason |
    /// |---|---|
    /// | 200 | invalid fields in a webhook's payload: Sentry answers **the status of success** |
    /// | 400 | malformed JSON, or invalid fields in another request to the Flags API |
    /// | 413 | `parse_limits::body_size` or `parse_limits::items` is exceeded |
    /// | 415 | a media type other than JSON |
    /// | 500 | the nesting is too deep, or the server cannot encode its answer |
    /// | 0 | no server answers: the document is an answer, or the request cannot be signed |
    [[nodiscard]] int status() const noexcept { return status_.get(); }

    /// Returns the reasons, in the server's order.
    [[nodiscard]] const std::vector<issue>& issues() const& noexcept { return issues_; }
    /// Moves the reasons out of a temporary refusal.
    [[nodiscard]] std::vector<issue> issues() && noexcept { return std::move(issues_); }

    /// Returns the number of items in the payload's list; 0 if the payload has no list or is
    /// malformed.
    [[nodiscard]] std::size_t item_count() const noexcept { return item_count_; }

    /// Returns the body of the server's answer.
    /// @param form the notation for the errors of a list's items
    /// @return JSON: the error tree for invalid fields, and `{"detail":"..."}` for malformed JSON,
    /// an exceeded limit and an unsupported media type; empty if the status is 0 or 500. The
    /// message after `JSON parse error - ` is CPython 3.13's.
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in the number of issues and the length of their messages; with `tree_form::list`,
    /// also in `item_count()`.
    /// @par Source
    /// https://github.com/encode/django-rest-framework/blob/master/rest_framework/views.py
    /// @see `serialize_error_tree`
    [[nodiscard]] std::string answer(tree_form form = tree_form::list) const {
        if (status() == 0 || status() == 500) {
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

    /// Returns the path and the message of the first issue, and the number of further issues, as one
    /// text for logs.
    /// @return such as `data[1].flag: This field may not be blank.` with ` (and 2 more)` at the end;
    /// empty if there are no issues
    /// @throws std::bad_alloc only
    [[nodiscard]] std::string message() const {
        std::string result;
        if (!issues_.empty()) {
            result = issues_.front().path();
            result += result.empty() ? "" : ": ";
            result += issues_.front().message();
            if (issues_.size() > 1) {
                result += " (and " + std::to_string(issues_.size() - 1) + " more)";
            }
        }
        return result;
    }

private:
    template <blueprint::document Document>
    friend class json::detail::reader;

    /// Checks whether an issue concerns the document as a whole instead of its fields.
    [[nodiscard]] static constexpr bool concerns_the_text(issue_code code) noexcept {
        return code == issue_code::parse_error || code == issue_code::too_large ||
               code == issue_code::too_deep || code == issue_code::too_many_items ||
               code == issue_code::unsupported_media_type;
    }

    json::detail::taken_by_move<int, 500> status_{};
    std::size_t item_count_ = 0;
    std::vector<issue> issues_{};
};

/// A value, or the refusal of the document.
///
/// `value()` throws a `std::runtime_error` if there is no value; `operator*` and `operator->` do
/// not check. See Boost.System for all members.
/// @tparam Value the type of the value; may be `void`
/// @par Source
/// https://www.boost.org/doc/libs/release/libs/system/
/// @par Example
/// @snippet parsing.cpp parse
template <class Value>
using result = boost::system::result<Value, refusal>;

/// Throws a `std::runtime_error` with `refusal::message()`.
///
/// Boost calls this function for `value()` of a `result` that holds a refusal.
/// @param refused the error that the result holds
/// @param where the place in the source code that called `value()`
/// @throws std::runtime_error always; a program without exceptions ends in Boost's handler
[[noreturn]] inline void throw_exception_from_error(const refusal& refused,
                                                    const boost::source_location& where) {
    boost::throw_exception(std::runtime_error(refused.message()), where);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
