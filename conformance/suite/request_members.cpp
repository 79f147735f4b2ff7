#include "suite/request_members.hpp"

#include "suite/base64.hpp"
#include "suite/operations.hpp"

namespace flaghook::suite {

namespace {

const boost::json::value& member(const boost::json::object& object, std::string_view name) {
    const boost::json::value* found = object.if_contains(name);
    if (found == nullptr) {
        throw refusal("the member \"" + std::string(name) + "\" is missing");
    }
    return *found;
}

[[noreturn]] void refuse_type(std::string_view name, std::string_view expected) {
    throw refusal("the member \"" + std::string(name) + "\" must be " + std::string(expected));
}

} // namespace

std::string_view text_member(const boost::json::object& object, std::string_view name) {
    const boost::json::value& found = member(object, name);
    if (!found.is_string()) {
        refuse_type(name, "a string");
    }
    return found.get_string();
}

std::optional<std::string_view> text_or_null_member(const boost::json::object& object,
                                                    std::string_view name) {
    const boost::json::value& found = member(object, name);
    if (found.is_null()) {
        return std::nullopt;
    }
    if (!found.is_string()) {
        refuse_type(name, "a string or null");
    }
    return found.get_string();
}

std::string bytes_member(const boost::json::object& object, std::string_view name) {
    std::optional<std::string> bytes = decode_base64(text_member(object, name));
    if (!bytes) {
        refuse_type(name, "base64 with padding and without white space");
    }
    return *std::move(bytes);
}

std::int64_t integer_member(const boost::json::object& object, std::string_view name) {
    const boost::json::value& found = member(object, name);
    if (!found.is_int64()) {
        refuse_type(name, "a 64-bit integer");
    }
    return found.get_int64();
}

const boost::json::array& list_member(const boost::json::object& object, std::string_view name) {
    const boost::json::value& found = member(object, name);
    if (!found.is_array()) {
        refuse_type(name, "a list");
    }
    return found.get_array();
}

bool flag_member(const boost::json::object& object, std::string_view name) {
    const boost::json::value* found = object.if_contains(name);
    if (found == nullptr) {
        return false;
    }
    if (!found->is_bool()) {
        refuse_type(name, "true or false");
    }
    return found->get_bool();
}

} // namespace flaghook::suite
