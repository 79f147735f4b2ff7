#include "bench/real_bodies.hpp"

#include "bench/bodies.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

namespace flaghook::bench {

namespace {

constexpr std::string_view head = R"({"data":[)";
constexpr std::string_view tail = R"(],"meta":{"version":1}})";

/// `$id` and `$s` (the seconds) differ from change to change.
constexpr std::string_view documented_item =
    R"({"action":"updated","change_id":$id,"created_at":"2024-12-12T00:02:$s+00:00",)"
    R"("created_by":{"id":"jane.doe@example.com","type":"email"},"flag":"checkout.new-flow"})";

[[nodiscard]] std::string replaced(std::string text, std::string_view what, std::string_view with) {
    const std::size_t place = text.find(what);
    if (place == std::string::npos) {
        std::fprintf(stderr, "%s lacks %s\n", text.c_str(), std::string(what).c_str());
        std::exit(1);
    }
    return text.replace(place, what.size(), with);
}

[[nodiscard]] change numbered(change one, std::size_t number) {
    one.id = std::uint64_t{93899375123} + number;
    one.created_at += std::chrono::seconds{number % 60};
    return one;
}

[[nodiscard]] std::string item_of(std::string_view form, std::size_t number) {
    std::string item(form);
    if (item.find("$id") != std::string::npos) {
        item = replaced(item, "$id", numbered({}, number).id.to_string());
    }
    if (item.find("$s") != std::string::npos) {
        const std::string seconds = std::to_string(100 + number % 60);
        item = replaced(item, "$s", seconds.substr(1));
    }
    return item;
}

/// A sender and the form of its bodies.
struct sender {
    std::string_view name;
    std::string_view before = head;
    std::string_view item;
    std::string_view between = ",";
    std::string_view after = tail;
    std::string_view author = "jane.doe@example.com";
    author_type type = author_type::email;
    std::string_view flag = "checkout.new-flow";
    std::chrono::milliseconds fraction{0};
};

constexpr std::string_view umlauts = "J\xC3\xBCrgen M\xC3\xBCller";

constexpr std::array senders{
    sender{.name = "documented", .item = documented_item},
    sender{
        .name = "utf8_z",
        .item = R"({"action":"updated","change_id":$id,"created_at":"2024-12-12T00:02:$sZ",)"
                "\"created_by\":{\"id\":\"J\xC3\xBCrgen M\xC3\xBCller\",\"type\":\"name\"},"
                R"("flag":"checkout.new-flow"})",
        .author = umlauts,
        .type = author_type::name,
    },
    sender{
        .name = "flagsmith",
        .before = R"({"data": [)",
        .item =
            R"({"action": "updated", "change_id": "$id", "created_at": "2024-12-12T00:02:$s+00:00", )"
            R"("created_by": {"id": "jane.doe@example.com", "type": "email"}, )"
            R"("flag": "checkout.new-flow"})",
        .between = ", ",
        .after = R"(], "meta": {"version": 1}})",
    },
    sender{
        .name = "php",
        .item = R"({"action":"updated","change_id":$id,"created_at":"2024-12-12T00:02:$s+00:00",)"
                R"("created_by":{"id":"J\u00fcrgen M\u00fcller","type":"name"},)"
                R"("flag":"checkout\/new-flow"})",
        .author = umlauts,
        .type = author_type::name,
        .flag = "checkout/new-flow",
    },
    sender{
        .name = "unknown_key",
        .item = R"({"action":"updated","change_id":$id,"created_at":"2024-12-12T00:02:$s+00:00",)"
                R"("created_by":{"id":"jane.doe@example.com","type":"email"},)"
                R"("flag":"checkout.new-flow","environment":"production"})",
    },
    sender{
        .name = "escapes_millis",
        .item = R"({"action":"updated","change_id":$id,"created_at":"2024-12-12T00:02:$s.123Z",)"
                R"("created_by":{"id":"J\u00fcrgen M\u00fcller","type":"name"},)"
                R"("flag":"checkout.new-flow"})",
        .author = umlauts,
        .type = author_type::name,
        .fraction = std::chrono::milliseconds{123},
    },
    sender{
        .name = "shuffled_alike",
        .before = R"({"meta":{"version":1},"data":[)",
        .item =
            R"({"flag":"checkout.new-flow","created_by":{"type":"email","id":"jane.doe@example.com"},)"
            R"("created_at":"2024-12-12T00:02:$s+00:00","change_id":$id,"action":"updated"})",
        .after = "]}",
    },
};

[[nodiscard]] payload content_of(const sender& from, std::size_t changes) {
    change one;
    one.action = change_action::updated;
    one.created_at = std::chrono::sys_days{std::chrono::year{2024} / 12 / 12} +
                     std::chrono::minutes{2} + from.fraction;
    one.created_by = {std::string(from.author), from.type};
    one.flag = from.flag;
    payload result;
    for (std::size_t number = 0; number < changes; ++number) {
        result.data.push_back(numbered(one, number));
    }
    return result;
}

[[nodiscard]] good_body body_of_sender(const sender& from, std::size_t changes) {
    good_body result;
    result.name = from.name;
    result.text = from.before;
    for (std::size_t number = 0; number < changes; ++number) {
        result.text.append(number == 0 ? "" : from.between).append(item_of(from.item, number));
    }
    result.text += from.after;
    result.content = content_of(from, changes);
    return result;
}

/// Returns one change in the documented form, with its fields in another order each time.
[[nodiscard]] std::string shuffled_item(std::size_t number) {
    std::array<std::string, 5> members{
        R"("action":"updated")", R"("change_id":$id)",
        R"("created_at":"2024-12-12T00:02:$s+00:00")",
        R"("created_by":{"type":"email","id":"jane.doe@example.com"})",
        R"("flag":"checkout.new-flow")"};
    std::uint64_t state = number * 0x9E3779B97F4A7C15U + 1;
    for (std::size_t last = members.size() - 1; last > 0; --last) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        std::swap(members[last], members[(state >> 33U) % (last + 1)]);
    }
    std::string result;
    for (const std::string& member : members) {
        result.append(result.empty() ? "{" : ",").append(member);
    }
    return item_of(result + '}', number);
}

[[nodiscard]] std::string nested(std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
}

/// Returns a body of items that a function makes from their numbers.
template <class Item>
[[nodiscard]] std::string body_from(std::size_t changes, Item item) {
    std::string result(head);
    for (std::size_t number = 0; number < changes; ++number) {
        result.append(number == 0 ? "" : ",").append(item(number));
    }
    return result.append(tail);
}

/// A sample, split into the text before its changes, the changes, the text between two of them, and
/// the text after them.
struct sample {
    std::string before;
    std::vector<std::string> items;
    std::string between;
    std::string after;
};

/// @param text begins with the `{` of an object
/// @return the length of the object
[[nodiscard]] std::size_t length_of_object(std::string_view text) {
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t place = 0; place < text.size(); ++place) {
        const char byte = text[place];
        if (in_string) {
            place += byte == '\\' ? 1 : 0;
            in_string = byte != '"';
        } else if (byte == '"') {
            in_string = true;
        } else if (byte == '{') {
            ++depth;
        } else if (byte == '}' && --depth == 0) {
            return place + 1;
        }
    }
    std::abort();
}

[[nodiscard]] sample cut(std::string_view text) {
    sample result;
    std::size_t place = text.find('{', text.find("\"data\""));
    result.before = text.substr(0, place);
    for (;;) {
        const std::size_t length = length_of_object(text.substr(place));
        result.items.emplace_back(text.substr(place, length));
        place += length;
        const std::size_t next = text.find_first_of("{]", place);
        if (text[next] == ']') {
            break;
        }
        result.between = text.substr(place, next - place);
        place = next;
    }
    result.after = text.substr(place);
    if (result.between.empty()) {
        // A list with one item: repeat the white space before the item between two items, or write
        // the separator of json.dumps.
        const std::size_t list = result.before.rfind('[') + 1;
        const bool spaced = list == result.before.size() && text.find(", ") != text.npos;
        result.between = "," + (spaced ? " " : result.before.substr(list));
    }
    return result;
}

/// Adds to the id, and keeps its form (number or text).
[[nodiscard]] std::string with_other_id(std::string item, std::size_t more) {
    constexpr std::string_view name = "\"change_id\"";
    const std::size_t found = item.find(name);
    if (found == std::string::npos) {
        return item;
    }
    const std::size_t first = item.find_first_of("-0123456789", found + name.size());
    const std::size_t last = item.find_first_not_of("-0123456789", first);
    const std::int64_t id = std::strtoll(item.c_str() + first, nullptr, 10);
    return item.replace(first, last - first, std::to_string(id + static_cast<std::int64_t>(more)));
}

} // namespace

std::vector<good_body> bodies_of_senders(std::size_t changes) {
    std::vector<good_body> result;
    for (const sender& from : senders) {
        result.push_back(body_of_sender(from, changes));
    }
    const payload documented = result.front().content;
    const std::string& text = result.front().text;
    const auto add = [&](std::string name, std::string body) {
        result.push_back({{std::move(name), std::move(body)}, documented});
    };
    add("shuffled_each", body_from(changes, shuffled_item));
    add("spaced", body_of(documented, layout::spaced));
    add("unknown_deep",
        replaced(text, R"(new-flow"})", R"(new-flow","context":)" + nested(300) + '}'));
    return result;
}

std::vector<named_body> bodies_of_samples(std::size_t changes) {
    std::vector<std::filesystem::path> files;
    for (const auto& file : std::filesystem::directory_iterator(FLAGHOOK_BENCH_SAMPLES)) {
        if (file.path().extension() == ".json" && file.path().filename() != "expected.json") {
            files.push_back(file.path());
        }
    }
    std::sort(files.begin(), files.end());
    std::vector<named_body> result;
    for (const std::filesystem::path& file : files) {
        std::ifstream stream(file, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(stream), {}};
        const sample parts = cut(text);
        std::string body = parts.before;
        for (std::size_t number = 0; number < changes; ++number) {
            body.append(number == 0 ? "" : parts.between);
            body += with_other_id(parts.items[number % parts.items.size()], number);
        }
        result.push_back({file.filename().string(), body + parts.after});
    }
    return result;
}

std::vector<bad_body> refused_bodies(std::size_t changes) {
    struct mistake {
        std::string_view name;
        std::string_view right;
        std::string_view wrong;
    };
    constexpr std::array mistakes{
        mistake{"action", R"("updated")", R"("moved")"},
        mistake{"change_id", "$id", R"("x")"},
        mistake{"created_at", R"("2024-12-12T00:02:$s+00:00")", R"("12/12/2024")"},
        mistake{"created_by", R"({"id":"jane.doe@example.com","type":"email"})",
                R"("jane.doe@example.com")"},
        mistake{"created_by.id", R"("jane.doe@example.com")", R"("")"},
        mistake{"created_by.type", R"("email")", R"("username")"},
        mistake{"flag", R"("checkout.new-flow")", "true"},
        mistake{"missing", R"(,"flag":"checkout.new-flow")", ""},
        mistake{"null", R"("checkout.new-flow")", "null"},
        mistake{"item", documented_item, "null"},
    };
    std::vector<bad_body> result;
    const auto add = [&](std::string name, std::string text, bool for_everyone = true) {
        bad_body& made = result.emplace_back();
        made.name = std::move(name);
        made.text = std::move(text);
        made.for_everyone = for_everyone;
    };
    const std::size_t middle = changes / 2;
    const auto wrong_in_the_middle = [&](std::string_view right, std::string_view wrong) {
        const std::string bad = replaced(std::string(documented_item), right, wrong);
        return body_from(changes, [&](std::size_t number) {
            return item_of(number == middle ? bad : documented_item, number);
        });
    };
    for (const mistake& one : mistakes) {
        const std::string name(one.name);
        add(name + "_once", wrong_in_the_middle(one.right, one.wrong));
        if (changes > 1) {
            const std::string bad = replaced(std::string(documented_item), one.right, one.wrong);
            add(name + "_every",
                body_from(changes, [&](std::size_t number) { return item_of(bad, number); }));
        }
    }
    const std::string good = body_of_sender(senders.front(), changes).text;
    add("version", replaced(good, R"("version":1)", R"("version":"x")"));
    add("malformed_in_the_middle", wrong_in_the_middle(R"(,"flag")", R"("flag")"));
    add("malformed_at_the_end", good.substr(0, good.size() - 1) + ']');
    add("invalid_utf8_in_the_middle", wrong_in_the_middle("checkout.new", "checkout\xFFnew"));
    add("too_deep",
        replaced(good, R"(],"meta")", R"(],"context":)" + nested(20'000) + R"(,"meta")"), false);
    return result;
}

} // namespace flaghook::bench
