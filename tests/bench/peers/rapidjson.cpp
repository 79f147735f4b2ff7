#include "bench/peers/peer.hpp"

#include <array>

// RapidJSON's own code uses C-style casts.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#pragma GCC diagnostic pop

namespace flaghook::bench {

namespace {

/// Fills a payload from RapidJSON's events, with state kept by hand.
class handler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, handler> {
public:
    explicit handler(payload& out) : out_(out), changes_(out.data) {}

    /// Skips the contents of unknown keys.
    bool Default() { return is_unknown(); }
    bool Int64(std::int64_t value) { return is_unknown() || number(change_id(value), value); }
    bool Uint64(std::uint64_t value) {
        return is_unknown() || number(change_id(value), static_cast<std::int64_t>(value));
    }
    bool Int(int value) { return Int64(value); }
    bool Uint(unsigned value) { return Uint64(value); }

    bool String(const char* text, rapidjson::SizeType size, bool) {
        if (is_unknown()) {
            return true;
        }
        if (level_ == level::list) {
            return false;
        }
        const std::string_view value(text, size);
        switch (field_) {
        case field::change_id: {
            const auto found = id_of(value);
            changes_.last().id = found.value_or(change_id{});
            return found.has_value();
        }
        case field::action: {
            const auto found = action_of(value);
            changes_.last().action = found.value_or(change_action::created);
            return found.has_value();
        }
        case field::created_at: {
            const auto found = time_of(value);
            changes_.last().created_at = found.value_or(timestamp{});
            return found.has_value();
        }
        case field::flag:
            changes_.last().flag = value;
            return is_text_of(value, 256);
        case field::author_id:
            changes_.last().created_by.id = value;
            return is_text_of(value, 100);
        case field::author_type: {
            const auto found = author_type_of(value);
            changes_.last().created_by.type = found.value_or(author_type::email);
            return found.has_value();
        }
        default:
            return false;
        }
    }

    bool Key(const char* text, rapidjson::SizeType size, bool) {
        if (skipping_ != 0) {
            return true;
        }
        const std::string_view name(text, size);
        field_ = field::unknown;
        const auto is = [&](std::string_view wanted, field which, unsigned bit) {
            if (name == wanted) {
                field_ = which;
                seen_ |= 1U << bit;
                return true;
            }
            return false;
        };
        switch (level_) {
        case level::whole:
            static_cast<void>(is("data", field::data, 8) || is("meta", field::meta, 9));
            return true;
        case level::meta:
            static_cast<void>(is("version", field::version, 10));
            return true;
        case level::item:
            static_cast<void>(is("action", field::action, 0) ||
                              is("change_id", field::change_id, 1) ||
                              is("created_at", field::created_at, 2) ||
                              is("created_by", field::created_by, 3) || is("flag", field::flag, 4));
            return true;
        case level::author:
            static_cast<void>(is("id", field::author_id, 5) || is("type", field::author_type, 6));
            return true;
        default:
            return false;
        }
    }

    bool StartObject() {
        if (skip_container()) {
            return true;
        }
        switch (level_) {
        case level::outside:
            level_ = level::whole;
            return true;
        case level::whole:
            level_ = level::meta;
            return field_ == field::meta;
        case level::list:
            level_ = level::item;
            seen_ &= ~0x7FU;
            static_cast<void>(changes_.add());
            return true;
        case level::item:
            level_ = level::author;
            return field_ == field::created_by;
        default:
            return false;
        }
    }

    bool EndObject(rapidjson::SizeType) {
        if (skipping_ != 0) {
            --skipping_;
            return true;
        }
        switch (level_) {
        case level::whole:
            level_ = level::outside;
            return (seen_ & 0x700U) == 0x700U;
        case level::meta:
            level_ = level::whole;
            return true;
        case level::item:
            level_ = level::list;
            return (seen_ & 0x7FU) == 0x7FU;
        case level::author:
            level_ = level::item;
            return true;
        default:
            return false;
        }
    }

    bool StartArray() {
        if (skip_container()) {
            return true;
        }
        const bool good = level_ == level::whole && field_ == field::data;
        level_ = level::list;
        changes_.begin();
        return good;
    }
    bool EndArray(rapidjson::SizeType) {
        if (skipping_ != 0) {
            --skipping_;
            return true;
        }
        level_ = level::whole;
        changes_.end();
        return true;
    }

private:
    enum class level { outside, whole, meta, list, item, author };
    enum class field {
        unknown,
        data,
        meta,
        version,
        action,
        change_id,
        created_at,
        created_by,
        flag,
        author_id,
        author_type
    };

    /// An item of the list belongs to no field, whatever the last key was.
    [[nodiscard]] bool is_unknown() const noexcept {
        return skipping_ != 0 || (field_ == field::unknown && level_ != level::list);
    }

    [[nodiscard]] bool skip_container() noexcept {
        const bool skips = is_unknown();
        skipping_ += skips ? 1 : 0;
        return skips;
    }

    bool number(flaghook::change_id id, std::int64_t value) {
        if (field_ == field::change_id && level_ == level::item) {
            changes_.last().id = id;
            return true;
        }
        if (field_ == field::version && level_ == level::meta) {
            out_.meta.version = value;
            return true;
        }
        return false;
    }

    payload& out_;
    refill changes_;
    level level_ = level::outside;
    field field_ = field::data;
    unsigned seen_ = 0;
    std::size_t skipping_ = 0;
};

} // namespace

bool read_with_rapidjson(std::string_view body, payload& out) {
    rapidjson::Reader reader;
    rapidjson::MemoryStream bytes(body.data(), body.size());
    rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> stream(bytes);
    handler events(out);
    return !reader.Parse<rapidjson::kParseValidateEncodingFlag>(stream, events).IsError();
}

std::string write_with_rapidjson(const payload& of) {
    constexpr std::array<std::string_view, 3> actions{"created", "deleted", "updated"};
    constexpr std::array<std::string_view, 3> types{"email", "id", "name"};
    rapidjson::StringBuffer out;
    rapidjson::Writer<rapidjson::StringBuffer, rapidjson::UTF8<>, rapidjson::UTF8<>,
                      rapidjson::CrtAllocator, rapidjson::kWriteValidateEncodingFlag>
        writer(out);
    const auto text = [&](std::string_view value) {
        writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
    };
    const auto key = [&](std::string_view name) {
        writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    };
    writer.StartObject();
    key("data");
    writer.StartArray();
    std::string time;
    for (const change& one : of.data) {
        writer.StartObject();
        key("action");
        text(actions[static_cast<std::size_t>(one.action)]);
        key("change_id");
        writer.Uint64(one.id.bits());
        key("created_at");
        time.clear();
        append_to(time, one.created_at);
        text(time);
        key("created_by");
        writer.StartObject();
        key("id");
        text(one.created_by.id);
        key("type");
        text(types[static_cast<std::size_t>(one.created_by.type)]);
        writer.EndObject();
        key("flag");
        text(one.flag);
        writer.EndObject();
    }
    writer.EndArray();
    key("meta");
    writer.StartObject();
    key("version");
    writer.Int64(of.meta.version);
    writer.EndObject();
    writer.EndObject();
    return {out.GetString(), out.GetSize()};
}

} // namespace flaghook::bench
