#include "bench/peers/peer.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/parse_options.hpp>
#include <boost/json/value.hpp>

namespace flaghook::bench {

namespace {

std::optional<std::string_view> text(const boost::json::object& object, std::string_view name) {
    const auto* const found = object.if_contains({name.data(), name.size()});
    const auto* const string = found != nullptr ? found->if_string() : nullptr;
    if (string == nullptr) {
        return std::nullopt;
    }
    return std::string_view(string->data(), string->size());
}

std::optional<change_id> id_in(const boost::json::value* value) {
    if (value == nullptr) {
        return std::nullopt;
    }
    if (const auto* const string = value->if_string()) {
        return id_of({string->data(), string->size()});
    }
    if (const auto* const number = value->if_int64()) {
        return change_id(*number);
    }
    if (const auto* const number = value->if_uint64()) {
        return change_id(*number);
    }
    return std::nullopt;
}

} // namespace

bool read_with_boost_json(std::string_view body, payload& out) {
    boost::json::monotonic_resource memory;
    boost::system::error_code error;
    boost::json::parse_options options;
    options.max_depth = 1000; // the default of 32 is too low for senders' own keys
    const boost::json::value tree =
        boost::json::parse({body.data(), body.size()}, error, &memory, options);
    const auto* const whole = error ? nullptr : tree.if_object();
    if (whole == nullptr) {
        return false;
    }
    const auto* const data = whole->if_contains("data");
    const auto* const items = data != nullptr ? data->if_array() : nullptr;
    const auto* const meta = whole->if_contains("meta");
    const auto* const about = meta != nullptr ? meta->if_object() : nullptr;
    const auto* const version = about != nullptr ? about->if_contains("version") : nullptr;
    if (items == nullptr || version == nullptr || !version->is_int64()) {
        return false;
    }
    out.meta.version = version->get_int64();
    refill changes(out.data);
    for (const boost::json::value& value : *items) {
        const auto* const item = value.if_object();
        const auto* const by = item != nullptr ? item->if_contains("created_by") : nullptr;
        const auto* const author = by != nullptr ? by->if_object() : nullptr;
        if (author == nullptr) {
            return false;
        }
        const auto action = action_of(text(*item, "action").value_or(""));
        const auto id = id_in(item->if_contains("change_id"));
        const auto time = time_of(text(*item, "created_at").value_or(""));
        const auto name = text(*author, "id").value_or("");
        const auto type = author_type_of(text(*author, "type").value_or(""));
        const auto flag = text(*item, "flag").value_or("");
        if (!action || !id || !time || !type || !is_text_of(flag, 256) || !is_text_of(name, 100)) {
            return false;
        }
        change& one = changes.add();
        one.action = *action;
        one.id = *id;
        one.created_at = *time;
        one.created_by.id = name;
        one.created_by.type = *type;
        one.flag = flag;
    }
    changes.end();
    return true;
}

} // namespace flaghook::bench
