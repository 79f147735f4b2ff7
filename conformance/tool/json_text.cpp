#include "tool/json_text.hpp"

#include "tool/printable.hpp"

#include <boost/json/serialize.hpp>

#include <cstddef>

namespace flaghook::tool {

namespace {

void append(std::string& out, const boost::json::value& value, std::size_t level);

void start_line(std::string& out, std::size_t level) {
    constexpr std::size_t step = 2;
    out += '\n';
    out.append(level * step, ' ');
}

/// Appends the elements between two brackets, one per line.
template <class Container, class Write>
void append_lines(std::string& out, const Container& elements, std::size_t level, Write write) {
    const char* separator = "";
    for (const auto& element : elements) {
        out += separator;
        start_line(out, level + 1);
        write(element);
        separator = ",";
    }
    if (!elements.empty()) {
        start_line(out, level);
    }
}

void append(std::string& out, const boost::json::value& value, std::size_t level) {
    if (const boost::json::array* const array = value.if_array()) {
        out += '[';
        append_lines(out, *array, level,
                     [&](const boost::json::value& item) { append(out, item, level + 1); });
        out += ']';
    } else if (const boost::json::object* const object = value.if_object()) {
        out += '{';
        append_lines(out, *object, level, [&](const boost::json::key_value_pair& member) {
            append(out, boost::json::string(member.key()), level + 1);
            out += ": ";
            append(out, member.value(), level + 1);
        });
        out += '}';
    } else {
        out += ascii_json(boost::json::serialize(value));
    }
}

} // namespace

std::string json_text(const boost::json::value& document) {
    std::string result;
    append(result, document, 0);
    result += '\n';
    return result;
}

boost::json::object with_schema(const boost::json::object& document) {
    boost::json::object result{{"schema", output_schema}};
    for (const auto& [name, value] : document) {
        result[name] = value;
    }
    return result;
}

} // namespace flaghook::tool
