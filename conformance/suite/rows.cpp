#include "suite/rows.hpp"

#include <flaghook/json/write_text.hpp>
#include <flaghook/model/timestamp.hpp>

#include "suite/operations.hpp"
#include "suite/request_members.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace flaghook::suite {

namespace {

/// @param from returns the value for a name, if there is one
template <class Value>
Value value_of(const boost::json::object& row, std::string_view member,
               std::optional<Value> (*from)(std::string_view)) {
    const std::string_view name = text_member(row, member);
    const std::optional<Value> value = from(name);
    if (!value) {
        throw refusal("\"" + std::string(name) + "\" is not a valid " + std::string(member));
    }
    return *value;
}

change_id read_id(const boost::json::object& row) {
    const std::string_view text = text_member(row, "change_id");
    const std::optional<change_id> id = change_id::from_decimal(text);
    if (!id) {
        throw refusal("\"" + std::string(text) +
                      "\" is not a valid change_id; expected a 64-bit integer in decimal digits");
    }
    return *id;
}

timestamp read_time(const boost::json::object& row) {
    const std::string_view text = text_member(row, "created_at");
    const std::optional<timestamp> instant = parse_timestamp(text);
    if (!instant) {
        throw refusal("\"" + std::string(text) +
                      "\" is not a valid created_at; expected YYYY-MM-DDTHH:MM:SS[.ffffff]+00:00");
    }
    return *instant;
}

change read_row(const boost::json::value& value) {
    if (!value.is_object()) {
        throw refusal("a row must be an object");
    }
    const boost::json::object& row = value.get_object();
    return {.action = value_of(row, "action", from_string<change_action>),
            .id = read_id(row),
            .created_at = read_time(row),
            .created_by = {.id = std::string(text_member(row, "created_by")),
                           .type = value_of(row, "created_by_type", from_string<author_type>)},
            .flag = std::string(text_member(row, "flag"))};
}

} // namespace

void append_row(std::string& out, const change& row) {
    out += R"({"action":)";
    json::detail::append_string(out, to_string(row.action));
    out += R"(,"change_id":")";
    row.id.append_to(out);
    out += R"(","created_at":")";
    append_to(out, row.created_at, fraction::always);
    out += R"(","created_by":)";
    json::detail::append_string(out, row.created_by.id);
    out += R"(,"created_by_type":)";
    json::detail::append_string(out, to_string(row.created_by.type));
    out += R"(,"flag":)";
    json::detail::append_string(out, row.flag);
    out += '}';
}

void append_rows(std::string& out, std::span<const change> rows) {
    out += '[';
    for (std::size_t index = 0; index < rows.size(); ++index) {
        out += index == 0 ? "" : ",";
        append_row(out, rows[index]);
    }
    out += ']';
}

std::vector<change> read_rows(const boost::json::array& rows) {
    std::vector<change> changes;
    changes.reserve(rows.size());
    for (const boost::json::value& row : rows) {
        changes.push_back(read_row(row));
    }
    return changes;
}

} // namespace flaghook::suite
