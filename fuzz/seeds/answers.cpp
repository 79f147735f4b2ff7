#include "seeds/inputs.hpp"
#include "seeds/writers.hpp"

#include <cstddef>
#include <string>

namespace flaghook::fuzz {

using namespace std::string_view_literals;

void add_answers(seed_folder& seeds) {
    auto add = [&seeds, number = 0](unsigned status, std::size_t header,
                                    std::string_view body) mutable {
        seeds.add("delivery", "answer-" + std::to_string(number++),
                  delivery_input(status, header, body));
    };
    for (const std::string_view body :
         {R"({"detail":"a"})"sv, R"({"detail":null})"sv,
          R"({"detail":"a","detail":[true,1,null]})"sv,
          R"({"a":1,"b":true,"c":null,"d":{"detail":"b"},"detail":"\ud800"})"sv, R"(["detail"])"sv,
          "{\"detail\":\"\xFF\"}"sv, "\"detail\""sv, "null"sv, "1"sv, "true"sv}) {
        add(400, 0, body);
        add(200, 0, body);
    }
    for (const std::string_view body :
         {R"({"\ud800":["\udfff"]})"sv, R"({"":["a"]})"sv, R"({"0":{"1":["a"]}})"sv,
          R"({"a":["b",{}]})"sv, R"({"a":[{},"b"]})"sv, R"({"a":"b"})"sv, R"([["a"]])"sv,
          R"({"a":["b",null]})"sv, R"({"non_field_errors":["a"],"a":[["b"]]})"sv, "<html>"sv}) {
        add(200, 0, body);
    }
    // Paths that are together 16 times as long as the answer, and a little longer.
    std::string messages = "[\"\"";
    for (int index = 0; index < 80; ++index) {
        messages += ",\"\"";
    }
    for (const std::size_t length : {50U, 60U, 64U, 70U, 200U}) {
        add(200, 0, "{\"" + std::string(length, 'k') + "\":" + messages + "]}");
    }
    for (std::size_t header = 0; header < 12; ++header) {
        add(429, header, "5");
        add(503, header, "12");
        add(502, header, "");
    }
}

} // namespace flaghook::fuzz
