/// @file
/// Why a body is refused as a whole.
#ifndef FLAGHOOK_JSON_REJECTION_HPP
#define FLAGHOOK_JSON_REJECTION_HPP

#include <flaghook/json/error_tree.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/write_text.hpp>
#include <flaghook/version.hpp>

#include <boost/assert/source_location.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// Why the server would refuse a body, and how it would answer.
struct rejection {
    /// The HTTP status: 400 for malformed JSON, **200** for a payload with bad fields (the Flags
    /// API's other endpoints answer 400 there, too), 500 where the server fails: it cannot
    /// write its answer, or the body is nested too deep; 413 for a body over one of this library's
    /// limits.
    int status = 200;
    /// The reasons, in the server's order; none if nothing was refused.
    std::vector<issue> issues{};
    /// How many items the payload's list has.
    std::size_t item_count = 0;

    /// The body of the server's answer: the error tree for bad fields, `{"detail": ...}` for what
    /// is no JSON or over a limit, nothing for status 500 or without an issue. The words after
    /// `JSON parse error - ` are those of CPython 3.13.
    [[nodiscard]] std::string answer(tree_form form = tree_form::list) const {
        if (status == 500 || issues.empty()) {
            return {};
        }
        if (!concerns_the_text(issues.front().code())) {
            return error_tree(issues, item_count, form);
        }
        std::string result = "{\"detail\":";
        json::append_string(result, issues.front().message(), json::separators::escaped);
        result += '}';
        return result;
    }

private:
    /// Whether the fields were not reached.
    [[nodiscard]] static constexpr bool concerns_the_text(issue_code code) noexcept {
        return code == issue_code::parse_error || code == issue_code::too_large ||
               code == issue_code::too_deep || code == issue_code::too_many_items;
    }
};

/// What `value()` of a result throws that is a rejection: that of its issues.
[[noreturn]] inline void throw_exception_from_error(const rejection& refused,
                                                    const boost::source_location& where) {
    throw_exception_from_error(refused.issues, where);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
