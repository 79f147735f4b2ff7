/// @file
/// Typed access to the members of Boost.JSON documents.
#ifndef FLAGHOOK_DOCUMENT_OBJECT_READER_HPP
#define FLAGHOOK_DOCUMENT_OBJECT_READER_HPP

#include <flaghook/json/issue.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/json/refusal.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/server/date_time.hpp>
#include <flaghook/server/integer.hpp>
#include <flaghook/server/message.hpp>
#include <flaghook/server/number.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <boost/json/array.hpp>
#include <boost/json/error.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse_options.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI::document::detail {

/// Maximum nesting depth of a document, regardless of its limits, because its values are read,
/// copied and destroyed recursively.
inline constexpr std::size_t max_document_depth = 512;

/// Converts a text of Boost.JSON, whose views have another type in older releases.
template <class Text>
[[nodiscard]] std::string_view view_of(const Text& text) noexcept {
    return {text.data(), text.size()};
}

/// Converts a text to a view of Boost.JSON.
[[nodiscard]] inline boost::json::string_view boost_view_of(std::string_view text) noexcept {
    return {text.data(), text.size()};
}

/// Returns the name of a value's type in Python.
[[nodiscard]] inline std::string_view python_type(const boost::json::value& value) noexcept {
    switch (value.kind()) {
    case boost::json::kind::null:
        return "NoneType";
    case boost::json::kind::bool_:
        return "bool";
    case boost::json::kind::int64:
    case boost::json::kind::uint64:
        return "int";
    case boost::json::kind::double_:
        return "float";
    case boost::json::kind::string:
        return "str";
    case boost::json::kind::array:
        return "list";
    case boost::json::kind::object:
        return "dict";
    }
    return {};
}

/// Appends Python's `repr` of a value.
inline void append_repr(std::string& out, const boost::json::value& value) {
    const char* separator = "";
    switch (value.kind()) {
    case boost::json::kind::null:
        out += "None";
        break;
    case boost::json::kind::bool_:
        out += value.get_bool() ? "True" : "False";
        break;
    case boost::json::kind::int64:
        out += std::to_string(value.get_int64());
        break;
    case boost::json::kind::uint64:
        out += std::to_string(value.get_uint64());
        break;
    case boost::json::kind::double_:
        server::detail::append_float_text(out, value.get_double());
        break;
    case boost::json::kind::string:
        server::detail::append_repr(out, view_of(value.get_string()));
        break;
    case boost::json::kind::array:
        out += '[';
        for (const boost::json::value& item : value.get_array()) {
            out += std::exchange(separator, ", ");
            append_repr(out, item);
        }
        out += ']';
        break;
    case boost::json::kind::object:
        out += '{';
        for (const auto& member : value.get_object()) {
            out += std::exchange(separator, ", ");
            server::detail::append_repr(out, view_of(member.key()));
            out += ": ";
            append_repr(out, member.value());
        }
        out += '}';
        break;
    }
}

/// Returns Python's `str` of a value.
[[nodiscard]] inline std::string python_text(const boost::json::value& value) {
    std::string result;
    if (value.is_string()) {
        result = view_of(value.get_string());
    } else {
        append_repr(result, value);
    }
    return result;
}

/// Collects the issues of a document, up to a limit.
class issue_collector {
public:
    explicit issue_collector(std::size_t limit) noexcept : limit_(limit) {}

    /// Adds an issue.
    /// @param message the whole message; empty for a code whose message is always the same
    void report(std::string path, issue_code code, std::string message = {}) {
        if (issues_.size() < limit_) {
            issues_.emplace_back(std::move(path), code, std::move(message));
        } else {
            ++more_;
        }
    }

    /// Refuses the document as a whole, and drops all other issues.
    void refuse(issue_code code, std::string detail) {
        issues_.clear();
        more_ = 0;
        issues_.emplace_back(field_location{}, code, std::move(detail));
    }

    /// Checks whether there are no issues.
    [[nodiscard]] bool empty() const noexcept { return issues_.empty() && more_ == 0; }

    /// Moves out the issues, in the order of their discovery.
    [[nodiscard]] std::vector<issue> take() {
        if (more_ != 0) {
            issues_.emplace_back(field_location{}, issue_code::more_issues, std::to_string(more_));
        }
        return std::move(issues_);
    }

private:
    std::size_t limit_;
    std::size_t more_ = 0;
    std::vector<issue> issues_;
};

/// Reads the members of an object into a model, and reports invalid ones. Other members are
/// ignored.
class object_reader {
public:
    /// @param object must outlive the reader, like `found`
    /// @param path the path of the object; empty for the document as a whole
    /// @param max_items maximum number of items in a list
    object_reader(const boost::json::object& object, std::string path, std::size_t max_items,
                  issue_collector& found) noexcept
        : object_(object), path_(std::move(path)), max_items_(max_items), found_(found) {}

    /// Returns the reader of a value that must be an object; reports any other value.
    [[nodiscard]] static std::optional<object_reader> open(const boost::json::value& value,
                                                           std::string path, std::size_t max_items,
                                                           issue_collector& found) {
        if (value.is_null()) {
            found.report(std::move(path), issue_code::null);
            return std::nullopt;
        }
        if (!value.is_object()) {
            found.report(std::move(path), issue_code::invalid,
                         server::detail::message::not_an_object(python_type(value)));
            return std::nullopt;
        }
        return object_reader(value.get_object(), std::move(path), max_items, found);
    }

    /// Returns the value of a member that must be there and not null; reports a missing or null
    /// one.
    [[nodiscard]] const boost::json::value* require(std::string_view name) {
        const boost::json::value* const value = object_.if_contains(boost_view_of(name));
        if (value == nullptr) {
            report(name, issue_code::required);
            return nullptr;
        }
        if (value->is_null()) {
            report(name, issue_code::null);
            return nullptr;
        }
        return value;
    }

    /// Reads a required member.
    template <class Value>
    void read(std::string_view name, Value& into) {
        if (const boost::json::value* const value = require(name)) {
            assign(name, *value, into);
        }
    }

    /// Reads a member that may be null or missing.
    template <class Value>
    void read(std::string_view name, std::optional<Value>& into) {
        if (const boost::json::value* const value = find(name)) {
            assign(name, *value, into.emplace());
        }
    }

    /// Reads a member that may be missing and is an object with any members.
    void read(std::string_view name, boost::json::object& into) {
        if (!has(name)) {
            return;
        }
        const boost::json::value* const value = require(name);
        if (value != nullptr && value->is_object()) {
            into = value->get_object();
        } else if (value != nullptr) {
            report(name, issue_code::invalid,
                   server::detail::message::not_an_object(python_type(*value)));
        }
    }

    /// Reads a required member that is one of a few texts.
    /// @param from returns the value for a text, if there is one
    template <class Value>
    void read(std::string_view name, Value& into, std::optional<Value> (*from)(std::string_view)) {
        if (const boost::json::value* const value = require(name)) {
            assign(name, *value, into, from);
        }
    }

    /// Reads a member that is one of a few texts, null or missing.
    template <class Value>
    void read(std::string_view name, std::optional<Value>& into,
              std::optional<Value> (*from)(std::string_view)) {
        if (const boost::json::value* const value = find(name)) {
            assign(name, *value, into.emplace(), from);
        }
    }

    /// Checks whether the object has a member.
    [[nodiscard]] bool has(std::string_view name) const noexcept {
        return object_.contains(boost_view_of(name));
    }

    /// Returns the reader of a required member that is an object.
    [[nodiscard]] std::optional<object_reader> read_object(std::string_view name) {
        const boost::json::value* const value = require(name);
        return value != nullptr ? open(*value, path_of(name), max_items_, found_) : std::nullopt;
    }

    /// Reads a required member that is a list of objects.
    /// @param read_item called with the reader of each item that is an object
    template <class ReadItem>
    void read_list(std::string_view name, ReadItem read_item) {
        const boost::json::value* const value = require(name);
        if (value == nullptr) {
            return;
        }
        if (!value->is_array()) {
            report(name, issue_code::not_a_list,
                   server::detail::message::not_a_list(python_type(*value)));
            return;
        }
        const boost::json::array& items = value->get_array();
        if (items.size() > max_items_) {
            found_.refuse(issue_code::too_many_items, std::to_string(max_items_));
            return;
        }
        const std::string path = path_of(name);
        for (std::size_t index = 0; index < items.size(); ++index) {
            if (auto item = open(items[index], path + '[' + std::to_string(index) + ']', max_items_,
                                 found_)) {
                read_item(*item);
            }
        }
    }

    /// Reports an issue of a member.
    /// @param message the whole message; empty for a code whose message is always the same
    void report(std::string_view name, issue_code code, std::string message = {}) {
        found_.report(path_of(name), code, std::move(message));
    }

private:
    [[nodiscard]] std::string path_of(std::string_view name) const {
        std::string result = path_;
        result += result.empty() ? "" : ".";
        result += name;
        return result;
    }

    /// Returns the value of a member; `nullptr` if it is missing or null.
    [[nodiscard]] const boost::json::value* find(std::string_view name) const noexcept {
        const boost::json::value* const value = object_.if_contains(boost_view_of(name));
        return value != nullptr && !value->is_null() ? value : nullptr;
    }

    void assign(std::string_view name, const boost::json::value& value, std::string& into) {
        if (value.is_string() || value.is_number()) {
            into = python_text(value);
        } else {
            report(name, issue_code::invalid, server::detail::message::not_a_string);
        }
    }

    void assign(std::string_view name, const boost::json::value& value, bool& into) {
        if (value.is_bool()) {
            into = value.get_bool();
        } else {
            report(name, issue_code::invalid, server::detail::message::not_a_boolean);
        }
    }

    void assign(std::string_view name, const boost::json::value& value, std::int64_t& into) {
        std::optional<server::detail::integer> number;
        if (value.is_string() || value.is_number()) {
            const std::string text = python_text(value);
            number = text.size() <= server::detail::max_integer_text
                         ? server::detail::read_integer(text)
                         : std::nullopt;
        }
        if (number) {
            into = number->nearest_int64();
        } else {
            report(name, issue_code::invalid, server::detail::message::not_an_integer);
        }
    }

    void assign(std::string_view name, const boost::json::value& value, timestamp& into) {
        const server::detail::date_time time =
            value.is_string() ? server::detail::read_date_time(view_of(value.get_string()))
                              : server::detail::date_time{};
        switch (time.outcome) {
        case server::detail::date_time_outcome::valid:
            into = time.instant;
            break;
        case server::detail::date_time_outcome::overflow:
            report(name, issue_code::overflow);
            break;
        case server::detail::date_time_outcome::invalid:
            report(name, issue_code::invalid, server::detail::message::not_a_date_time);
            break;
        }
    }

    template <class Value>
    void assign(std::string_view name, const boost::json::value& value, Value& into,
                std::optional<Value> (*from)(std::string_view)) {
        const std::string text = python_text(value);
        if (const std::optional<Value> found = from(text)) {
            into = *found;
        } else {
            report(name, issue_code::invalid_choice, server::detail::message::invalid_choice(text));
        }
    }

    const boost::json::object& object_;
    std::string path_;
    std::size_t max_items_;
    issue_collector& found_;
};

/// A parsed document and its issues.
class parsed_document {
public:
    /// Parses strict JSON in UTF-8; an empty text counts as `{}`.
    /// @param storage the source of all memory for the parser and its values
    parsed_document(std::string_view text, const parse_limits& limits,
                    const boost::json::storage_ptr& storage = {})
        : max_items_(limits.items), found_(limits.issues) {
        if (text.size() > limits.body_size) {
            found_.refuse(issue_code::too_large, std::to_string(limits.body_size));
            return;
        }
        if (text.empty()) {
            text = "{}";
        }
        boost::json::parse_options options;
        options.max_depth = std::min(limits.depth, max_document_depth);
        boost::json::parser parser(storage, options);
        parser.reset(storage);
        boost::system::error_code error;
        const std::size_t read = parser.write(text.data(), text.size(), error);
        if (!error) {
            root_.emplace(parser.release());
        } else if (error == boost::json::error::too_deep) {
            found_.refuse(issue_code::too_deep, std::to_string(options.max_depth));
        } else {
            found_.refuse(issue_code::parse_error,
                          error.message() + " at byte " + std::to_string(read));
        }
    }

    parsed_document(const parsed_document&) = delete;
    parsed_document& operator=(const parsed_document&) = delete;
    ~parsed_document() = default;

    /// Returns the reader of the document, which must be an object.
    [[nodiscard]] std::optional<object_reader> root() {
        return root_ ? object_reader::open(*root_, {}, max_items_, found_) : std::nullopt;
    }

    /// The issues of the document.
    [[nodiscard]] issue_collector& found() noexcept { return found_; }

    /// Returns `read` if there are no issues; otherwise the refusal.
    template <class Value>
    [[nodiscard]] flaghook::result<Value> result(Value read) {
        if (!found_.empty()) {
            return refusal(0, found_.take());
        }
        return read;
    }

private:
    std::size_t max_items_;
    issue_collector found_;
    std::optional<boost::json::value> root_;
};

} // namespace flaghook::inline FLAGHOOK_ABI::document::detail

#endif
