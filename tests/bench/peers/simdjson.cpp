#include "bench/peers/peer.hpp"

#include <simdjson.h>

namespace flaghook::bench {

namespace {

// On-Demand does not know the order of the fields. For this case its documentation advises a loop
// over the members.
using simdjson::SUCCESS;
using simdjson::ondemand::array;
using simdjson::ondemand::object;
using simdjson::ondemand::value;

bool read_text(value from, std::size_t longest, std::string& out) {
    std::string_view text;
    if (from.get_string().get(text) != SUCCESS || !is_text_of(text, longest)) {
        return false;
    }
    out = text;
    return true;
}

/// Reads one of several words.
template <class Word>
bool read_word(value from, std::optional<Word> (*find)(std::string_view) noexcept, Word& out) {
    std::string_view text;
    if (from.get_string().get(text) != SUCCESS) {
        return false;
    }
    const std::optional<Word> found = find(text);
    out = found.value_or(Word{});
    return found.has_value();
}

bool read_id(value from, change_id& out) {
    simdjson::ondemand::json_type type{};
    if (from.type().get(type) != SUCCESS) {
        return false;
    }
    if (type == simdjson::ondemand::json_type::string) {
        return read_word(from, id_of, out);
    }
    std::int64_t number = 0;
    if (from.get_int64().get(number) == SUCCESS) {
        out = number;
        return true;
    }
    std::uint64_t large = 0;
    if (from.get_uint64().get(large) != SUCCESS) {
        return false;
    }
    out = large;
    return true;
}

/// Calls `read(name, value)` for each member until it returns false.
template <class Read>
bool for_each_member(object of, Read read) {
    for (auto member : of) {
        std::string_view name;
        value content;
        if (member.unescaped_key().get(name) != SUCCESS || member.value().get(content) != SUCCESS ||
            !read(name, content)) {
            return false;
        }
    }
    return true;
}

bool read_author(value from, decltype(change::created_by)& out) {
    object members;
    if (from.get_object().get(members) != SUCCESS) {
        return false;
    }
    unsigned seen = 0;
    return for_each_member(members,
                           [&](std::string_view name, value content) {
                               if (name == "id") {
                                   seen |= 1U;
                                   return read_text(content, 100, out.id);
                               }
                               if (name == "type") {
                                   seen |= 2U;
                                   return read_word(content, author_type_of, out.type);
                               }
                               return true;
                           }) &&
           seen == 3U;
}

template <bool Times>
bool read_item(value from, change& out) {
    object members;
    if (from.get_object().get(members) != SUCCESS) {
        return false;
    }
    unsigned seen = 0;
    const bool good = for_each_member(members, [&](std::string_view name, value content) {
        if (name == "action") {
            seen |= 1U;
            return read_word(content, action_of, out.action);
        }
        if (name == "change_id") {
            seen |= 2U;
            return read_id(content, out.id);
        }
        if (name == "created_at") {
            seen |= 4U;
            if constexpr (Times) {
                return read_word(content, time_of, out.created_at);
            } else {
                return true;
            }
        }
        if (name == "created_by") {
            seen |= 8U;
            return read_author(content, out.created_by);
        }
        if (name == "flag") {
            seen |= 16U;
            return read_text(content, 256, out.flag);
        }
        return true;
    });
    return good && seen == 31U;
}

template <bool Times>
bool read_data(value from, std::vector<change>& out) {
    array items;
    if (from.get_array().get(items) != SUCCESS) {
        return false;
    }
    refill changes(out);
    for (auto item : items) {
        value content;
        if (item.get(content) != SUCCESS || !read_item<Times>(content, changes.add())) {
            return false;
        }
    }
    changes.end();
    return true;
}

bool read_meta(value from, payload& out) {
    object members;
    bool seen = false;
    return from.get_object().get(members) == SUCCESS &&
           for_each_member(members,
                           [&](std::string_view name, value content) {
                               seen = seen || name == "version";
                               return name != "version" ||
                                      content.get_int64().get(out.meta.version) == SUCCESS;
                           }) &&
           seen;
}

template <bool Times>
bool read(std::string_view body, payload& out) {
    // The parser and the padded copy of the body keep their memory, as simdjson's documentation
    // advises.
    thread_local simdjson::ondemand::parser parser;
    thread_local std::string padded;
    padded.reserve(body.size() + simdjson::SIMDJSON_PADDING);
    padded.assign(body);
    simdjson::ondemand::document document;
    object whole;
    if (parser.iterate(
                  simdjson::padded_string_view(padded.data(), padded.size(), padded.capacity()))
                .get(document) != SUCCESS ||
        document.get_object().get(whole) != SUCCESS) {
        return false;
    }
    unsigned seen = 0;
    return for_each_member(whole,
                           [&](std::string_view name, value content) {
                               if (name == "data") {
                                   seen |= 1U;
                                   return read_data<Times>(content, out.data);
                               }
                               if (name == "meta") {
                                   seen |= 2U;
                                   return read_meta(content, out);
                               }
                               return true;
                           }) &&
           seen == 3U && document.current_location().error() == simdjson::OUT_OF_BOUNDS;
}

} // namespace

bool read_with_simdjson(std::string_view body, payload& out) {
    return read<true>(body, out);
}

bool read_with_simdjson_without_times(std::string_view body, payload& out) {
    return read<false>(body, out);
}

} // namespace flaghook::bench
