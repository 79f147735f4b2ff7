/// @file
/// Audit rows in the JSON form of the pipe protocol.
#ifndef FLAGHOOK_SUITE_ROWS_HPP
#define FLAGHOOK_SUITE_ROWS_HPP

#include <flaghook/model/change.hpp>

#include <boost/json/array.hpp>

#include <span>
#include <string>
#include <vector>

namespace flaghook::suite {

/// Appends one row, a JSON object; see `append_rows`.
void append_row(std::string& out, const change& row);

/// Appends a JSON list of rows. Enumerations are written as names, ids as decimal text, and times
/// with six decimals.
void append_rows(std::string& out, std::span<const change> rows);

/// Reads the output of `append_rows`. Times may omit trailing zeros of the decimals.
/// Throws `refusal` for any other input.
[[nodiscard]] std::vector<change> read_rows(const boost::json::array& rows);

} // namespace flaghook::suite

#endif
