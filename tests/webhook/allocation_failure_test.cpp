// Makes each allocation fail in turn. The exception must reach the caller, nothing may leak, no
// partial result may remain, and reused objects must work afterwards. Without exceptions, a program
// ends when it runs out of memory, so there is nothing to test.

#include <flaghook/flaghook.hpp>

#include <gtest/gtest.h>
#include <heap/heap.hpp>
#include <json/bodies.hpp>
#include <webhook/signing.hpp>

#include <algorithm>
#include <cstddef>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#ifdef __cpp_exceptions

namespace {

namespace heap = flaghook::tests::heap;
using flaghook::secret;
using flaghook::tests::body_of;
using flaghook::tests::change_json;
using flaghook::tests::headers_with;
using flaghook::tests::sign;

/// Runs the work once for each of its allocations, which then fails, and once without a failure.
/// @param work throws `std::bad_alloc`, or checks its result. Some algorithms, such as
/// `std::stable_sort`, continue without the memory.
/// @param check is called after each failure
/// @return the number of allocations
template <class Work, class Check>
std::size_t fail_everywhere(Work work, Check check) {
    for (std::size_t number = 1;; ++number) {
        const std::size_t before = heap::in_use();
        bool thrown = false;
        heap::fail_at(number);
        try {
            work();
        } catch (const std::bad_alloc&) {
            thrown = true;
        }
        const bool failed = heap::has_failed();
        EXPECT_TRUE(failed || !thrown) << "allocation " << number;
        EXPECT_EQ(heap::in_use(), before) << "allocation " << number;
        if (!failed) {
            return number - 1;
        }
        check();
    }
}

template <class Work>
std::size_t fail_everywhere(Work work) {
    return fail_everywhere(work, [] {});
}

/// Too long for the internal buffer of a `std::string`.
constexpr std::string_view long_text = "a text that fits in no string's own buffer, not by far";

std::string good_body() {
    change_json change;
    change.flag = std::string("\"").append(long_text).append("\"");
    std::string list = "[" + change.text();
    for (const std::string_view id : {"3", "2", "3"}) {
        change.change_id = id;
        list += "," + change.text();
    }
    return body_of(list + "]");
}

std::string bad_body() {
    change_json change;
    change.action = R"({"b":1,"a":["x\u0001"],"b":2})";
    change.flag = R"("")";
    return body_of("[" + change.text() + ",null,{}]", "[]");
}

TEST(allocation_failure, of_a_parser_leaves_no_payload_and_the_parser_usable) {
    for (const std::string& body : {good_body(), bad_body(), std::string("{"), std::string()}) {
        const auto alone = flaghook::parse(body);
        const std::size_t allocations = fail_everywhere([&] {
            flaghook::parser<> reader({.deviations = true});
            try {
                EXPECT_EQ(reader.parse(body).has_value(), alone.has_value());
            } catch (const std::bad_alloc&) {
                EXPECT_TRUE(heap::has_failed());
                const auto& again = reader.parse(body);
                EXPECT_EQ(again.has_value(), alone.has_value()) << "with the reused parser";
                if (alone) {
                    EXPECT_EQ(*again, *alone);
                } else {
                    EXPECT_EQ(again.error().answer(), alone.error().answer());
                }
                throw;
            }
        });
        EXPECT_GT(allocations, 0U) << body;
    }
}

TEST(allocation_failure, of_an_answer_records_nothing) {
    for (const std::string& body : {good_body(), bad_body()}) {
        const flaghook::reply right = flaghook::answer(body);
        EXPECT_GT(fail_everywhere([&] {
                      const flaghook::reply reply = flaghook::answer(body);
                      EXPECT_EQ(reply.answer(), right.answer());
                      EXPECT_TRUE(std::equal(reply.rows().begin(), reply.rows().end(),
                                             right.rows().begin(), right.rows().end()));
                  }),
                  1U);
    }
}

TEST(allocation_failure, of_an_answerer_leaves_nothing_of_its_earlier_answer) {
    const std::string good = good_body();
    for (const std::string& body : {good, bad_body()}) {
        int later = 0;
        fail_everywhere([&] {
            flaghook::answerer answerer;
            const flaghook::reply* earlier = nullptr;
            try {
                earlier = &answerer.answer(body_of("[" + change_json().text() + "]"));
                EXPECT_TRUE(earlier->accepted());
                EXPECT_EQ(answerer.answer(body).accepted(), body == good);
            } catch (const std::bad_alloc&) {
                if (earlier != nullptr) {
                    EXPECT_EQ(earlier->outcome(), flaghook::delivery_outcome::undecided);
                    EXPECT_TRUE(earlier->rows().empty());
                    ++later;
                }
                throw;
            }
        });
        EXPECT_GT(later, 0);
    }
}

TEST(allocation_failure, of_a_receiver_gives_no_reply_and_leaves_it_as_it_was) {
    const flaghook::receiver receiver(*flaghook::verifier::make(*secret::from_text("0123456789")));
    const std::string good = good_body();
    const std::string bad = bad_body();
    for (const std::string& body : {good, bad}) {
        const std::string signature = sign(body);
        const auto allocations = fail_everywhere(
            [&] {
                EXPECT_EQ(receiver.receive(body, headers_with(signature)).accepted(), body == good);
            },
            [&] {
                EXPECT_EQ(receiver.receive(body, headers_with(signature)).accepted(), body == good);
            });
        EXPECT_GT(allocations, 1U);
    }
    const std::string wrong(64, '0');
    EXPECT_EQ(fail_everywhere(
                  [&] { EXPECT_EQ(receiver.receive(good, headers_with(wrong)).status(), 401); }),
              1U)
        << "the text of the answer is allocated";
}

TEST(allocation_failure, of_a_request_sends_nothing) {
    const auto signer = flaghook::signer::make(*secret::from_text("0123456789"));
    const flaghook::payload payload{flaghook::answer(good_body()).rows()};
    flaghook::payload unsendable = payload;
    unsendable.data.front().flag = "";
    const auto endpoint = flaghook::endpoint::from_url(
        "https://a-name-that-fits-no-small-buffer.example/api/0/organizations/acme/flags/hooks/"
        "provider/generic/");
    EXPECT_GT(
        fail_everywhere([&] { EXPECT_TRUE(flaghook::make_request(*endpoint, payload, *signer)); }),
        1U);
    EXPECT_GT(fail_everywhere(
                  [&] { EXPECT_FALSE(flaghook::make_request(*endpoint, unsendable, *signer)); }),
              1U);
    EXPECT_GT(fail_everywhere([&] { EXPECT_TRUE(flaghook::serialize(payload)); }), 0U);
}

TEST(allocation_failure, of_a_delivery_s_answer_gives_no_outcome) {
    const std::string tree = flaghook::answer(bad_body()).answer();
    EXPECT_GT(fail_everywhere([&] { static_cast<void>(flaghook::parse_delivery(200, tree)); }), 1U);
    const std::string detail = flaghook::answer("{").answer();
    EXPECT_GT(fail_everywhere([&] { static_cast<void>(flaghook::parse_delivery(400, detail)); }),
              0U);
}

TEST(allocation_failure, of_a_secret_or_a_verifier_makes_none) {
    EXPECT_EQ(fail_everywhere([] { EXPECT_TRUE(secret::from_text(long_text)); }), 1U);
    std::vector<secret> secrets;
    secrets.push_back(*secret::from_text("0123456789"));
    secrets.push_back(*secret::from_text(long_text));
    EXPECT_EQ(fail_everywhere([&] { EXPECT_TRUE(flaghook::verifier::make(secrets)); }), 1U);
}

TEST(allocation_failure, of_a_replay_guard_makes_none_and_cannot_happen_later) {
    EXPECT_EQ(fail_everywhere([] { const flaghook::replay_guard guard({.capacity = 10}); }), 2U);
    flaghook::replay_guard guard({.capacity = 10});
    std::vector<flaghook::change> changes(20);
    for (std::size_t index = 0; index < changes.size(); ++index) {
        changes[index].id = index / 2;
    }
    EXPECT_EQ(fail_everywhere([&] {
                  for (int number = 0; number < 30; ++number) {
                      static_cast<void>(guard.admit(number));
                  }
                  guard.keep_new(changes);
                  guard.forget(changes);
              }),
              0U);
}

} // namespace

#endif
