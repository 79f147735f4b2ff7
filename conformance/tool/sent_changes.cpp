#include "tool/sent_changes.hpp"

#include <flaghook/api/signing_secret.hpp>

#include "tool/body_file.hpp"
#include "tool/judging.hpp"

#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

namespace flaghook::tool {

namespace {

/// Everything that the log shows of a change sent through the generic provider.
using visible_change =
    std::tuple<timestamp, change_action, author_type, std::string_view, std::string_view>;

visible_change visible_in(const change& row) {
    return {row.created_at, row.action, row.created_by.type, row.flag, row.created_by.id};
}

/// Returns nothing for an entry of another provider or without an author, since no payload has such
/// a change.
std::optional<visible_change> visible_in(const flag_log_entry& entry) {
    const bool is_of_other = entry.provider && *entry.provider != to_string(flag_provider::generic);
    if (is_of_other || !entry.created_by || !entry.created_by_type) {
        return std::nullopt;
    }
    return visible_change{entry.created_at, entry.action, *entry.created_by_type, entry.flag,
                          *entry.created_by};
}

} // namespace

std::vector<sent_payload> read_sent_payloads(const std::vector<std::string>& files,
                                             const parse_limits& limits) {
    std::vector<sent_payload> result;
    for (const std::string& file : files) {
        sent_payload& one = result.emplace_back();
        const std::string body = read_body(file, limits.body_size);
        one.judged = judge(file, body, {limits}, std::nullopt);
        one.found.assign(one.judged.reply.rows().size(), false);
    }
    return result;
}

comparison find_sent_changes(std::vector<sent_payload>& sent,
                             std::span<const flag_log_entry> entries) {
    struct occurrences {
        std::size_t in_log = 0;
        bool was_sent = false;
    };
    std::map<visible_change, occurrences> all;
    for (const flag_log_entry& entry : entries) {
        if (const std::optional<visible_change> seen = visible_in(entry)) {
            ++all[*seen].in_log;
        }
    }
    comparison result;
    for (sent_payload& payload : sent) {
        result.refused += payload.judged.reply.accepted() ? 0U : 1U;
        const auto& rows = payload.judged.reply.rows();
        result.changes += rows.size();
        for (std::size_t index = 0; index < rows.size(); ++index) {
            occurrences& of_this = all[visible_in(rows[index])];
            of_this.was_sent = true;
            if (of_this.in_log != 0) {
                --of_this.in_log;
                ++result.found;
                payload.found[index] = true;
            }
        }
    }
    for (const auto& [visible, left] : all) {
        result.again += left.was_sent ? left.in_log : 0;
    }
    return result;
}

} // namespace flaghook::tool
