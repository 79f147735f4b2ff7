/// @file
/// Compares results with the expected ones.
#ifndef FLAGHOOK_SUITE_DIFFERENCE_HPP
#define FLAGHOOK_SUITE_DIFFERENCE_HPP

#include "suite/vectors.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>

namespace flaghook::suite {

/// Describes the first difference of two JSON values in a sentence for users; empty if they are
/// equal.
///
/// The order of members is ignored. Numbers are compared exactly by value: 1 and 1.0 are equal,
/// 2^53 and 2^53 + 1 are not.
/// @param path the location of the values, for the sentence
/// @par Complexity
/// Linear in the size of the smaller value.
[[nodiscard]] std::string difference(const boost::json::value& expected,
                                     const boost::json::value& got, const std::string& path = {});

/// Describes how a testee's result differs from the expected one, in a sentence; empty if it does
/// not.
///
/// Only the expected members are compared; a result may have more. The body of `emit` is compared
/// byte by byte.
/// @param expected the case's expected result, possibly converted by `index_keyed`
/// @pre `expected` is a result, not `errored`
[[nodiscard]] std::string result_difference(const test_case& of,
                                            const boost::json::object& expected,
                                            const boost::json::object& result);

/// Converts an expected result to the error lists of REST framework 3.18. There, the answer's
/// `data` is not a list with an entry per item, but an object that has the refused items by index.
/// Anything else is returned unchanged.
/// @par Source
/// https://github.com/encode/django-rest-framework/pull/9837
[[nodiscard]] boost::json::object index_keyed(boost::json::object expected);

} // namespace flaghook::suite

#endif
