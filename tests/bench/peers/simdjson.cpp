#include "bench/peers/peer.hpp"

#include <simdjson.h>

namespace flaghook::bench {

namespace {

using object = simdjson::ondemand::object;

/// On-Demand looks for fields in the order that they are asked for, which is the documented one.
bool read_item(object item, change& out) {
    std::string_view action;
    std::string_view created_at;
    std::string_view author;
    std::string_view type;
    std::string_view flag;
    std::int64_t id = 0;
    object by;
    if (item["action"].get_string().get(action) != simdjson::SUCCESS) {
        return false;
    }
    simdjson::ondemand::value number;
    if (item["change_id"].get(number) != simdjson::SUCCESS) {
        return false;
    }
    if (number.get_int64().get(id) == simdjson::SUCCESS) {
        out.id = id;
    } else {
        std::uint64_t large = 0;
        if (number.get_uint64().get(large) != simdjson::SUCCESS) {
            return false;
        }
        out.id = large;
    }
    if (item["created_at"].get_string().get(created_at) != simdjson::SUCCESS ||
        item["created_by"].get_object().get(by) != simdjson::SUCCESS ||
        by["id"].get_string().get(author) != simdjson::SUCCESS ||
        by["type"].get_string().get(type) != simdjson::SUCCESS ||
        item["flag"].get_string().get(flag) != simdjson::SUCCESS) {
        return false;
    }
    const auto action_value = action_of(action);
    const auto type_value = author_type_of(type);
    const auto time = time_of(created_at);
    if (!action_value || !type_value || !time || !is_text_of(flag, 256) ||
        !is_text_of(author, 100)) {
        return false;
    }
    out.action = *action_value;
    out.created_at = *time;
    out.created_by.id = author;
    out.created_by.type = *type_value;
    out.flag = flag;
    return true;
}

} // namespace

bool read_with_simdjson(std::string_view body, payload& out) {
    // Its parser and the padded copy of the body keep their memory, as its documentation advises.
    thread_local simdjson::ondemand::parser parser;
    thread_local std::string padded;
    padded.reserve(body.size() + simdjson::SIMDJSON_PADDING);
    padded.assign(body);
    simdjson::ondemand::document document;
    object whole;
    simdjson::ondemand::array items;
    if (parser.iterate(
                  simdjson::padded_string_view(padded.data(), padded.size(), padded.capacity()))
                .get(document) != simdjson::SUCCESS ||
        document.get_object().get(whole) != simdjson::SUCCESS ||
        whole["data"].get_array().get(items) != simdjson::SUCCESS) {
        return false;
    }
    out.data.clear();
    for (auto value : items) {
        object item;
        if (value.get_object().get(item) != simdjson::SUCCESS ||
            !read_item(item, out.data.emplace_back())) {
            return false;
        }
    }
    return whole["meta"]["version"].get_int64().get(out.meta.version) == simdjson::SUCCESS;
}

} // namespace flaghook::bench
