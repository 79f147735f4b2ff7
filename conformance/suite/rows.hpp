/// @file
/// Audit rows as the pipe protocol spells them.
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

/// Appends a JSON list of rows: names in place of the stored numbers, ids as decimal text, times
/// with all six decimals.
void append_rows(std::string& out, std::span<const change> rows);

/// Reads what `append_rows` writes. Times may leave out decimals that are zero.
/// Throws `refusal` for anything else.
[[nodiscard]] std::vector<change> read_rows(const boost::json::array& rows);

} // namespace flaghook::suite

#endif
