#include "bench/peers/peer.hpp"

#include <nlohmann/json.hpp>

namespace flaghook::bench {

namespace {

std::optional<change_id> id_in(const nlohmann::json& value) {
    if (value.is_string()) {
        return id_of(value.get_ref<const std::string&>());
    }
    if (value.is_number_unsigned()) {
        return change_id(value.get<std::uint64_t>());
    }
    if (value.is_number_integer()) {
        return change_id(value.get<std::int64_t>());
    }
    return std::nullopt;
}

} // namespace

bool read_with_nlohmann(std::string_view body, payload& out) {
    const auto tree = nlohmann::json::parse(body, nullptr, false);
    if (!tree.is_object()) {
        return false;
    }
    const auto data = tree.find("data");
    const auto meta = tree.find("meta");
    if (data == tree.end() || !data->is_array() || meta == tree.end() || !meta->is_object()) {
        return false;
    }
    const auto version = meta->find("version");
    if (version == meta->end() || !version->is_number_integer()) {
        return false;
    }
    out.meta.version = version->get<std::int64_t>();
    refill changes(out.data);
    const auto text = [](const nlohmann::json& object, const char* name) -> const std::string* {
        const auto found = object.find(name);
        return found != object.end() && found->is_string() ? found->get_ptr<const std::string*>()
                                                           : nullptr;
    };
    for (const auto& item : *data) {
        if (!item.is_object()) {
            return false;
        }
        const auto by = item.find("created_by");
        const auto id = item.find("change_id");
        if (by == item.end() || !by->is_object() || id == item.end()) {
            return false;
        }
        const auto id_value = id_in(*id);
        const std::string* const action = text(item, "action");
        const std::string* const created_at = text(item, "created_at");
        const std::string* const flag = text(item, "flag");
        const std::string* const author = text(*by, "id");
        const std::string* const type = text(*by, "type");
        if (action == nullptr || created_at == nullptr || flag == nullptr || author == nullptr ||
            type == nullptr) {
            return false;
        }
        const auto action_value = action_of(*action);
        const auto type_value = author_type_of(*type);
        const auto time = time_of(*created_at);
        if (!action_value || !id_value || !type_value || !time || !is_text_of(*flag, 256) ||
            !is_text_of(*author, 100)) {
            return false;
        }
        change& one = changes.add();
        one.action = *action_value;
        one.id = *id_value;
        one.created_at = *time;
        one.created_by.id = *author;
        one.created_by.type = *type_value;
        one.flag = *flag;
    }
    changes.end();
    return true;
}

std::string write_with_nlohmann(const payload& of) {
    constexpr std::array<const char*, 3> actions{"created", "deleted", "updated"};
    constexpr std::array<const char*, 3> types{"email", "id", "name"};
    auto data = nlohmann::ordered_json::array();
    for (const change& one : of.data) {
        data.push_back({{"action", actions[static_cast<std::size_t>(one.action)]},
                        {"change_id", one.id.bits()},
                        {"created_at", to_string(one.created_at)},
                        {"created_by",
                         {{"id", one.created_by.id},
                          {"type", types[static_cast<std::size_t>(one.created_by.type)]}}},
                        {"flag", one.flag}});
    }
    return nlohmann::ordered_json{{"data", std::move(data)},
                                  {"meta", {{"version", of.meta.version}}}}
        .dump();
}

} // namespace flaghook::bench
