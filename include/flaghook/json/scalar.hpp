/// @file
/// A JSON value that is neither object nor array.
#ifndef FLAGHOOK_JSON_SCALAR_HPP
#define FLAGHOOK_JSON_SCALAR_HPP

#include <flaghook/server/number.hpp>
#include <flaghook/version.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI::json {

/// A JSON value that is neither object nor array.
struct scalar {
    /// The types that Python's `json` tells apart.
    enum class kind : std::uint8_t {
        null,
        boolean,
        integer,  ///< a number without fraction and exponent
        floating, ///< any other number
        string
    };

    /// The value's type.
    scalar::kind kind = scalar::kind::null;
    /// The value of a boolean.
    bool truth = false;
    /// A string's text, or a number as it stands in the body.
    std::string_view text{};

    /// What Python calls the type.
    [[nodiscard]] constexpr std::string_view python_type() const noexcept {
        switch (kind) {
        case kind::null:
            return "NoneType";
        case kind::boolean:
            return "bool";
        case kind::integer:
            return "int";
        case kind::floating:
            return "float";
        case kind::string:
            return "str";
        }
        return {};
    }

    /// What JSON calls the type.
    [[nodiscard]] constexpr std::string_view json_type() const noexcept {
        switch (kind) {
        case kind::null:
            return "null";
        case kind::boolean:
            return "boolean";
        case kind::integer:
        case kind::floating:
            return "number";
        case kind::string:
            return "string";
        }
        return {};
    }

    /// What Python's `str` gives for the value.
    /// @param memory where the text of a floating-point number is written
    [[nodiscard]] std::string_view python_text(std::string& memory) const {
        switch (kind) {
        case kind::null:
            return "None";
        case kind::boolean:
            return truth ? "True" : "False";
        case kind::integer:
            return server::integer_text(text);
        case kind::floating:
            memory.clear();
            server::append_number_text(memory, text);
            return memory;
        case kind::string:
            return text;
        }
        return {};
    }

    /// Gives the value, as the event that it is, to what builds something of events.
    template <class Builder>
    void deliver_to(Builder& builder) const {
        switch (kind) {
        case kind::null:
            builder.on_null();
            break;
        case kind::boolean:
            builder.on_bool(truth);
            break;
        case kind::integer:
        case kind::floating:
            builder.on_number(text);
            break;
        case kind::string:
            builder.on_string(text);
            break;
        }
    }
};

} // namespace flaghook::inline FLAGHOOK_ABI::json

#endif
