/// @file
/// Writes documents of the Flags API as Boost.JSON values.
#ifndef FLAGHOOK_API_OBJECT_WRITER_HPP
#define FLAGHOOK_API_OBJECT_WRITER_HPP

#include <flaghook/document/object_reader.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/refusal.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/server/message.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI::detail {

[[nodiscard]] inline std::optional<issue_code> find_unwritable(const boost::json::object& object);

/// Finds what JSON cannot represent: text that is not UTF-8 (`invalid_utf8`), or NaN (`invalid`).
[[nodiscard]] inline std::optional<issue_code> find_unwritable(const boost::json::value& value) {
    if (value.is_string() &&
        !server::detail::is_utf8(document::detail::view_of(value.get_string()))) {
        return issue_code::invalid_utf8;
    }
    if (value.is_double() && std::isnan(value.get_double())) {
        return issue_code::invalid;
    }
    std::optional<issue_code> found;
    if (value.is_object()) {
        found = find_unwritable(value.get_object());
    } else if (value.is_array()) {
        for (const boost::json::value& item : value.get_array()) {
            found = found ? found : find_unwritable(item);
        }
    }
    return found;
}

[[nodiscard]] inline std::optional<issue_code> find_unwritable(const boost::json::object& object) {
    std::optional<issue_code> found;
    for (const auto& member : object) {
        if (!server::detail::is_utf8(document::detail::view_of(member.key()))) {
            return issue_code::invalid_utf8;
        }
        found = found ? found : find_unwritable(member.value());
    }
    return found;
}

/// Builds an object member by member, and reports values that an answer cannot contain.
class object_writer {
public:
    /// @param path the path of the object
    /// @param issues the list to which issues are added; must outlive the writer
    object_writer(std::string path, std::vector<issue>& issues) noexcept
        : path_(std::move(path)), issues_(issues) {}

    void write(std::string_view name, const std::string& text) {
        if (server::detail::is_utf8(text)) {
            put(name, document::detail::boost_view_of(text));
        } else {
            report(name, issue_code::invalid_utf8);
        }
    }

    void write(std::string_view name, timestamp instant) {
        if (in_range(instant)) {
            put(name, document::detail::boost_view_of(to_string(instant)));
        } else {
            report(name, issue_code::overflow);
        }
    }

    void write(std::string_view name, std::int64_t number) { put(name, number); }

    void write(std::string_view name, const boost::json::object& object) {
        const std::optional<issue_code> bad = find_unwritable(object);
        if (!bad) {
            put(name, object);
        } else {
            report(name, *bad, *bad == issue_code::invalid ? "JSON has no form for NaN." : "");
        }
    }

    /// Writes the name of an enumerator.
    template <class Value>
        requires std::is_enum_v<Value>
    void write(std::string_view name, Value value) {
        const std::string_view text = to_string(value);
        if (!text.empty()) {
            put(name, document::detail::boost_view_of(text));
        } else {
            const auto number = static_cast<std::underlying_type_t<Value>>(value);
            report(name, issue_code::invalid_choice,
                   server::detail::message::invalid_choice(std::to_string(number)));
        }
    }

    /// Writes a value, or null.
    template <class Value>
    void write(std::string_view name, const std::optional<Value>& value) {
        if (value) {
            write(name, *value);
        } else {
            put(name, nullptr);
        }
    }

    /// The finished object.
    [[nodiscard]] boost::json::object take() { return std::move(object_); }

private:
    template <class Value>
    void put(std::string_view name, Value&& value) {
        object_.emplace(document::detail::boost_view_of(name), std::forward<Value>(value));
    }

    void report(std::string_view name, issue_code code, std::string message = {}) {
        issues_.emplace_back(path_ + '.' + std::string(name), code, std::move(message));
    }

    std::string path_;
    std::vector<issue>& issues_;
    boost::json::object object_;
};

/// Writes an answer that has its content in the member `data`, unless something is wrong with it.
[[nodiscard]] inline result<std::string> write_data(boost::json::value data,
                                                    std::vector<issue> issues) {
    if (!issues.empty()) {
        return refusal(400, std::move(issues));
    }
    boost::json::object answer;
    answer.emplace("data", std::move(data));
    return boost::json::serialize(answer);
}

/// Writes a page.
/// @param write_item gives the object of an item with a path, and adds to issues
template <class Item, class WriteItem>
[[nodiscard]] result<std::string> write_list(const std::vector<Item>& items, WriteItem write_item) {
    std::vector<issue> issues;
    boost::json::array data;
    data.reserve(items.size());
    for (std::size_t index = 0; index < items.size(); ++index) {
        data.push_back(write_item(items[index], "data[" + std::to_string(index) + ']', issues));
    }
    return write_data(std::move(data), std::move(issues));
}

} // namespace flaghook::inline FLAGHOOK_ABI::detail

#endif
