/// @file
/// Compares results with the expected ones.
#ifndef FLAGHOOK_SUITE_DIFFERENCE_HPP
#define FLAGHOOK_SUITE_DIFFERENCE_HPP

#include "suite/vectors.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace flaghook::suite {

/// A difference between an expected and an actual result.
struct mismatch {
    /// The location, such as `rows[0].flag`.
    std::string path;
    /// The values there; nothing on the side that has none. For the body of `emit`, its bytes.
    std::optional<boost::json::value> expected{};
    std::optional<boost::json::value> got{};
    /// The difference in a sentence for users.
    std::string sentence{};
};

/// Checks whether two JSON values are equal.
///
/// The order of members is ignored. Numbers are compared exactly by value: 1 and 1.0 are equal,
/// 2^53 and 2^53 + 1 are not.
/// @par Complexity
/// Linear in the size of the smaller value.
[[nodiscard]] bool are_equal(const boost::json::value& left, const boost::json::value& right);

/// Lists the differences of two JSON values, in the order of the expected one; at most a hundred.
[[nodiscard]] std::vector<mismatch> differences(const boost::json::value& expected,
                                                const boost::json::value& got);

/// Lists the differences of a testee's result from the expected one; at most a hundred.
///
/// Only the expected members are compared; a result may have more. The body of `emit` is compared
/// byte by byte.
/// @param expected the case's expected result, possibly converted by `index_keyed`
/// @pre `expected` is a result, not `errored`
[[nodiscard]] std::vector<mismatch> result_differences(const test_case& of,
                                                       const boost::json::object& expected,
                                                       const boost::json::object& result);

/// Returns a value with the members of its objects in the order of another value, so that their
/// texts can be compared.
[[nodiscard]] boost::json::value in_order_of(const boost::json::value& model,
                                             const boost::json::value& of);

/// Converts an expected result to the error lists of REST framework 3.18. There, the answer's
/// `data` is not a list with an entry per item, but an object that has the refused items by index.
/// Anything else is returned unchanged.
/// @par Source
/// https://github.com/encode/django-rest-framework/pull/9837
[[nodiscard]] boost::json::object index_keyed(boost::json::object expected);

} // namespace flaghook::suite

#endif
