/// @file
/// Whether a result is the expected one.
#ifndef FLAGHOOK_SUITE_DIFFERENCE_HPP
#define FLAGHOOK_SUITE_DIFFERENCE_HPP

#include "suite/vectors.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>

namespace flaghook::suite {

/// Where two JSON values first differ, as a sentence for people; empty when they are equal.
///
/// Members count in any order. Numbers are compared exactly, as the numbers they are: 1 and 1.0
/// are equal, 2^53 and 2^53 + 1 are not.
/// @param path where the values stand, for the sentence
/// @par Complexity
/// Linear in the smaller value.
[[nodiscard]] std::string difference(const boost::json::value& expected,
                                     const boost::json::value& got, const std::string& path = {});

/// How a testee's result differs from what a case expects, as a sentence; empty when it does not.
///
/// Compared are the members that are expected; a result may have more. The body that `emit` gives
/// is compared byte by byte.
/// @param expected what the case expects, perhaps changed by `index_keyed`
/// @pre `expected` is a result, not `errored`
[[nodiscard]] std::string result_difference(const test_case& of,
                                            const boost::json::object& expected,
                                            const boost::json::object& result);

/// The expected result in the form of error lists that REST framework 3.18 has: the answer's `data`
/// is no list with an entry per item but an object with the refused items under their index.
/// Anything else is given back as it is.
/// @par Source
/// https://github.com/encode/django-rest-framework/pull/9837
[[nodiscard]] boost::json::object index_keyed(boost::json::object expected);

} // namespace flaghook::suite

#endif
