#include "seeds/writers.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::fuzz {

using namespace std::string_view_literals;

void add_documents(seed_folder& seeds) {
    std::size_t number = 0;
    // The order of the checks in `targets/flags_api.cpp`.
    const auto add = [&](char which, std::string_view text) {
        seeds.add("flags_api", "document-" + std::to_string(number++),
                  std::string(1, which) + std::string(text));
    };
    constexpr std::string_view entry =
        R"({"action":"updated","createdAt":"2024-12-12T00:02:00+00:00","createdBy":"jane",)"
        R"("createdByType":"email","flag":"checkout","id":7,"provider":"generic","tags":{}})";
    constexpr std::string_view bare_entry =
        R"({"action":"created","createdAt":"2024-12-12","createdBy":null,"createdByType":null,)"
        R"("flag":"\ud83d\ude00","id":"-7","provider":null,"tags":{"a":"b","c":[1,{"d":null}],)"
        R"("e":true,"a":{"f":"g","h":"\u2028\""},"i":-1.5e3}})";
    add('\0', R"({"data":[]})");
    add('\0', R"({"data":[)" + std::string(entry) + "," + std::string(bare_entry) + "]}");
    add('\0', R"({"data":[{"tags":{"\ud800":"\udfff"},"id":1e99,"createdByType":"x"},[]]})");
    add('\0', R"({"data":[{"action":{"a":[1]},"tags":[],"flag":false,"createdBy":true}]})");
    add('\1', R"({"data":)" + std::string(entry) + "}");
    add('\1', R"({"data":)" + std::string(bare_entry) + "}");
    add('\1', R"({"data":null})");
    add('\2', R"({"data":[{"createdAt":"2024-12-12T00:02:00.5Z","createdBy":12,"id":3,)"
              R"("provider":"generic","secret":"abcdef****"}]})");
    add('\2', R"({"data":[{"createdAt":1,"createdBy":null,"id":null,"provider":7}]})");
    for (const std::string_view query :
         {"flag=a&flag=b%20c&statsPeriod=24h&per_page=100&offset=1&cursor=0%3A100%3A0"sv,
          "start=2024-12-12T00%3A00%3A00%2B00%3A00&end=2025-01-01&flag=%FF"sv,
          "start=2024-12-12&end=2024-12-13"sv, "start=2024-12-13&end=2024-12-12"sv,
          "start=2024-12-13"sv, "flag=%c3%A9%zz%2B+%"sv, "end=0001-01-01T00:00:00%2B01:00"sv,
          "start=%FF&end=+1"sv, "statsPeriod=0d&per_page=0&offset=-1&cursor=%FF"sv,
          "statsPeriod=h&per_page=x"sv, "statsPeriod=14&start=2024-12-12"sv,
          "flag&flag=&&=&unknown=%4&%6=%zz&per_page=+7"sv}) {
        add('\3', query);
    }
    for (const std::string_view body :
         {R"({"provider":"generic","secret":"0123456789"})"sv,
          R"({"provider":"generic","secret":"  0123456\u00e9\"\\\ud83d\ude00 "})"sv,
          R"({"provider":"generic","secret":"short"})"sv,
          R"({"provider":"statsig","secret":"webhook-0123456789012345678901234567"})"sv,
          R"({"provider":"statsig","secret":"0123456789012345678901234567890123"})"sv,
          R"({"provider":"unleash","secret":"01234567890123456789012345678901"})"sv,
          R"({"provider":"launchdarkly","secret":"012345678901234567890123456789012"})"sv,
          R"({"provider":"\ud800","secret":"\ud800123456789"})"sv,
          R"({"provider":"flagpole","secret":1})"sv, R"({"secret":null})"sv, "[]"sv, "{"sv}) {
        add('\4', body);
    }
    for (const std::string_view header :
         {R"(<https://a/?cursor=0:0:1>; rel="previous"; results="false"; cursor="0:0:1", )"
          R"(<https://a/?cursor=0:100:0>; rel="next"; results="true"; cursor="0:100:0")"sv,
          R"(<a>;REL=Next;cursor=b;results=maybe,,<c> ; rel="x  next" ;rel=y; d)"sv,
          R"(<a>; rel="ne\"xt\\"; cursor="\)"sv, R"(<a)"sv, R"(a)"sv,
          R"(<a>; rel="next"; results="false"; cursor="b")"sv}) {
        add('\5', header);
    }
    for (const std::string_view contexts :
         {R"({"flags":{"values":[{"flag":"a","result":true},{"flag":"b","result":false},)"
          R"({"flag":"a","result":false},{"flag":"c","result":true}]},"os":{"name":"x"}})"sv,
          R"({"flags":{"values":[]}})"sv, R"({"flags":{}})"sv, R"({"flags":[]})"sv,
          R"({"flags":{"values":[{"flag":"\ud800","result":"true"},{"flag":1,"result":1}]}})"sv}) {
        add('\6', contexts);
    }
    std::string many = R"({"flags":{"values":[)";
    for (int flag = 0; flag < 103; ++flag) {
        many += (flag == 0 ? "" : ",") + (R"({"flag":")" + std::to_string(flag % 102)) +
                R"(","result":true})";
    }
    add('\6', many + "]}}");
    for (const std::string_view answer :
         {R"({"secret":["This field may not be blank."]})"sv, R"({"detail":"Not found."})"sv,
          R"("Not authorized.")"sv, R"("\ud800")"sv, R"(null)"sv, "true"sv, "1"sv, "<html>"sv}) {
        add('\7', answer);
    }
    for (const std::string_view organization :
         {"acme"sv, ""sv, "a/../b?c#d%2F"sv, "\xC3\xA9\xFF"sv}) {
        add('\x08', organization);
    }
}

} // namespace flaghook::fuzz
