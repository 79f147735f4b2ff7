#include <flaghook/blueprint/v1.hpp>
#include <flaghook/flaghook.hpp>
#include <flaghook/webhook/receiver.hpp>

#include <crypto/failure_plan.hpp>
#include <gtest/gtest.h>
#include <heap/heap.hpp>
#include <json/bodies.hpp>
#include <webhook/signing.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using flaghook::answer;
using flaghook::basic_receiver;
using flaghook::basic_verifier;
using flaghook::receiver;
using flaghook::receiver_options;
using flaghook::secret;
using flaghook::tree_form;
using flaghook::verifier;
using flaghook::blueprint::v1;
using flaghook::tests::body_of;
using flaghook::tests::body_with;
using flaghook::tests::change_json;
using flaghook::tests::failing_backend;
using flaghook::tests::failure_plan;
using flaghook::tests::first_secret;
using flaghook::tests::headers_with;
using flaghook::tests::sign;

static_assert(std::is_same_v<receiver, basic_receiver<v1, flaghook::default_backend>>);
static_assert(std::is_same_v<flaghook::reply::row_type, flaghook::change>);

constexpr std::string_view second_secret = "a secret that replaces it";

receiver receiver_with(const receiver_options& options = {}) {
    return receiver(*verifier::make(*secret::from_text(first_secret)), options);
}

/// Returns the status and the body of a reply.
std::string seen(const flaghook::reply& reply) {
    return std::to_string(reply.status()) + ' ' + reply.answer();
}

constexpr std::string_view unauthorized = R"(401 "Not authorized.")";

TEST(receiver, accepts_a_signed_body_with_an_empty_answer_and_its_rows) {
    const std::string body = body_with(change_json{});
    const auto reply = receiver_with().receive(body, headers_with(sign(body)));
    EXPECT_EQ(seen(reply), "200 ");
    EXPECT_TRUE(reply.accepted());
    EXPECT_TRUE(reply.issues().empty());
    ASSERT_EQ(reply.rows().size(), 1U);
    EXPECT_EQ(reply.rows().front().flag, "hello.world");
}

TEST(receiver, checks_the_signature_before_anything_else) {
    const std::string good = body_with(change_json{});
    for (const std::string& body : {good, std::string("x"), std::string(), body_of("null")}) {
        for (const std::optional<std::string>& header :
             {std::optional<std::string>(), std::optional<std::string>(""),
              std::optional<std::string>(std::string(64, '0')),
              std::optional<std::string>(sign(body, second_secret)),
              std::optional<std::string>(sign(body + " ")),
              std::optional<std::string>("sha256=" + sign(body))}) {
            const auto reply = receiver_with().receive(body, headers_with(header));
            EXPECT_EQ(seen(reply), unauthorized);
            EXPECT_FALSE(reply.accepted());
            EXPECT_TRUE(reply.rows().empty());
            EXPECT_TRUE(reply.issues().empty());
        }
    }
    flaghook::answerer answers;
    EXPECT_EQ(seen(answers.unauthorized()), unauthorized);
}

TEST(receiver, verifies_the_exact_bytes) {
    const std::string body = body_with(change_json{});
    std::string spaced = body;
    spaced.insert(1, " ");
    EXPECT_EQ(seen(receiver_with().receive(spaced, headers_with(sign(body)))), unauthorized);
    EXPECT_EQ(seen(receiver_with().receive(spaced, headers_with(sign(spaced)))), "200 ");
}

TEST(receiver, answers_400_to_malformed_json_behind_a_right_signature) {
    const auto reply = receiver_with().receive("{} x", headers_with(sign("{} x")));
    EXPECT_EQ(seen(reply),
              R"-(400 {"detail":"JSON parse error - Extra data: line 1 column 4 (char 3)"})-");
    EXPECT_FALSE(reply.accepted());
    ASSERT_EQ(reply.issues().size(), 1U);
    EXPECT_EQ(reply.issues().front().code(), flaghook::issue_code::parse_error);
}

TEST(receiver, answers_200_with_an_error_tree_to_bad_fields_and_records_nothing) {
    const std::string body = body_of("[" + change_json{}.text() + ",null]");
    const auto reply = receiver_with().receive(body, headers_with(sign(body)));
    EXPECT_EQ(seen(reply), R"(200 {"data":[{},["This field may not be null."]]})");
    EXPECT_FALSE(reply.accepted()) << "status 200 does not mean accepted";
    EXPECT_TRUE(reply.rows().empty());
    EXPECT_EQ(reply.issues().size(), 1U);
}

TEST(receiver, renders_errors_of_items_in_the_form_that_it_was_asked_for) {
    const std::string body = body_of("[null]");
    const auto keyed = receiver_with({.form = tree_form::index_keyed});
    EXPECT_EQ(seen(keyed.receive(body, headers_with(sign(body)))),
              R"(200 {"data":{"0":["This field may not be null."]}})");
}

TEST(receiver, takes_an_empty_body_for_an_empty_object) {
    EXPECT_EQ(seen(receiver_with().receive("", headers_with(sign("")))),
              R"(200 {"data":["This field is required."],"meta":["This field is required."]})");
}

TEST(receiver, answers_500_with_nothing_where_the_server_fails_to_answer) {
    const std::string body = body_with(&change_json::action, R"("\ud800")");
    const auto reply = receiver_with().receive(body, headers_with(sign(body)));
    EXPECT_EQ(seen(reply), "500 ");
    EXPECT_FALSE(reply.accepted());
}

TEST(receiver, refuses_a_body_over_the_limit_unread_and_unhashed) {
    failure_plan::fail_at(0);
    auto checked_by = basic_verifier<failing_backend>::make(*secret::from_text(first_secret));
    ASSERT_TRUE(checked_by);
    const std::string body = body_with(change_json{});
    const basic_receiver<v1, failing_backend> small(std::move(*checked_by),
                                                    {.limits = {.body_size = body.size() - 1}});
    failure_plan::fail_at(0);
    for (const std::optional<std::string>& header :
         {std::optional<std::string>(), std::optional<std::string>(sign(body))}) {
        const auto reply = small.receive(body, headers_with(header));
        EXPECT_EQ(reply.status(), 413);
        EXPECT_FALSE(reply.accepted());
        EXPECT_TRUE(reply.rows().empty());
        EXPECT_EQ(reply.answer(), R"({"detail":"The body is larger than the limit of )" +
                                      std::to_string(body.size() - 1) + R"( bytes."})");
    }
    EXPECT_EQ(failure_plan::made(), 0U);
    const std::string smaller = body_of("[]");
    EXPECT_TRUE(small.receive(smaller, headers_with(sign(smaller))).accepted());
}

TEST(receiver, keeps_to_the_other_limits_too) {
    const std::string body = body_of("[null,null]");
    EXPECT_EQ(
        receiver_with({.limits = {.items = 1}}).receive(body, headers_with(sign(body))).status(),
        413);
    EXPECT_EQ(
        receiver_with({.limits = {.depth = 1}}).receive(body, headers_with(sign(body))).status(),
        500);
}

TEST(receiver, records_the_first_change_of_every_id) {
    const auto change = [](std::string_view id, std::string_view flag) {
        change_json one;
        one.change_id = id;
        one.flag = '"' + std::string(flag) + '"';
        return one.text();
    };
    const std::string body =
        body_of("[" + change("7", "a") + "," + change("-1", "b") + "," + change("\"7\"", "c") +
                "," + change("18446744073709551615", "d") + "," + change("7.0", "e") + "," +
                change("-1", "f") + "," + change("6", "g") + "]");
    const auto reply = receiver_with().receive(body, headers_with(sign(body)));
    EXPECT_TRUE(reply.accepted());
    std::string flags;
    for (const flaghook::change& row : reply.rows()) {
        flags += row.flag;
    }
    EXPECT_EQ(flags, "abdg");
}

TEST(receiver, records_nothing_of_an_empty_list_and_accepts_it) {
    const std::string body = body_of("[]");
    const auto reply = receiver_with().receive(body, headers_with(sign(body)));
    EXPECT_TRUE(reply.accepted());
    EXPECT_TRUE(reply.rows().empty());
}

TEST(receiver, takes_every_secret_that_it_was_given) {
    std::vector<secret> secrets;
    secrets.push_back(*secret::from_text(first_secret));
    secrets.push_back(*secret::from_text(second_secret));
    const receiver both(*verifier::make(std::span<const secret>(secrets)));
    const std::string body = body_with(change_json{});
    EXPECT_TRUE(both.receive(body, headers_with(sign(body, first_secret))).accepted());
    EXPECT_TRUE(both.receive(body, headers_with(sign(body, second_secret))).accepted());
    EXPECT_EQ(seen(both.receive(body, headers_with(sign(body, "a third secret")))), unauthorized);
}

TEST(receiver, authorizes_nobody_when_the_back_end_fails_at_any_step) {
    failure_plan::fail_at(0);
    auto checked_by = basic_verifier<failing_backend>::make(*secret::from_text(first_secret));
    const basic_receiver<v1, failing_backend> failing(std::move(*checked_by));
    const std::string body = body_with(change_json{});
    const std::string header = sign(body);
    failure_plan::fail_at(0);
    ASSERT_TRUE(failing.receive(body, headers_with(header)).accepted());
    const std::size_t steps = failure_plan::made();
    ASSERT_GT(steps, 0U);
    for (std::size_t step = 1; step <= steps; ++step) {
        failure_plan::fail_at(step);
        EXPECT_EQ(failing.receive(body, headers_with(header)).status(), 401) << step;
    }
    failure_plan::fail_at(0);
}

TEST(receiver, serves_many_threads_at_the_same_time) {
    const receiver shared = receiver_with();
    const std::string good = body_with(change_json{});
    const std::string bad = body_of("[null]");
    const std::string good_header = sign(good);
    const std::string bad_header = sign(bad);
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (int number = 0; number < 4; ++number) {
        threads.emplace_back([&] {
            for (int round = 0; round < 200; ++round) {
                right += shared.receive(good, headers_with(good_header)).accepted() ? 1 : 0;
                right += shared.receive(bad, headers_with(bad_header)).issues().size() == 1 ? 1 : 0;
                right += shared.receive(good, headers_with(bad_header)).status() == 401 ? 1 : 0;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(right, 4 * 200 * 3);
}

TEST(reply, grants_nothing_before_it_is_decided) {
    const flaghook::reply nothing;
    EXPECT_EQ(nothing.outcome(), flaghook::delivery_outcome::undecided);
    EXPECT_FALSE(nothing.accepted());
    EXPECT_EQ(seen(nothing), "500 ");
    EXPECT_TRUE(nothing.rows().empty());
}

TEST(receiver, that_was_moved_from_says_that_it_has_no_secret) {
    auto made = receiver::make(*secret::from_text("0123456789"));
    ASSERT_TRUE(made);
    const receiver moved = *std::move(made);
    const flaghook::received_headers headers{.signature = std::string_view("00"),
                                             .content_type = "application/json"};
    EXPECT_EQ(moved.receive("{}", headers).reason(), flaghook::signature_error::mismatch);
    EXPECT_EQ(made->receive("{}", headers).status(), 401);
    EXPECT_EQ(made->receive("{}", headers).reason(), flaghook::signature_error::no_secrets);
}

TEST(reply, grants_nothing_after_it_was_moved_from) {
    const std::string body = body_with(change_json{});
    flaghook::reply first = answer(body);
    flaghook::reply second = std::move(first);
    EXPECT_EQ(seen(first), "500 ");
    EXPECT_FALSE(first.accepted());
    EXPECT_TRUE(first.rows().empty());
    EXPECT_TRUE(std::move(first).rows().empty());
    EXPECT_TRUE(second.accepted());
    first = std::move(second);
    EXPECT_FALSE(second.accepted());
    EXPECT_TRUE(second.rows().empty());
    EXPECT_EQ(std::move(first).rows().size(), 1U);
}

TEST(reply, has_the_outcome_that_a_sender_reads_from_it) {
    for (const std::string& body :
         {body_with(change_json{}), body_of("[null]"), std::string("x"),
          body_with(&change_json::action, R"("\ud800")"), std::string(2000, ' ')}) {
        const auto reply = answer(body, {.limits = {.body_size = 1999}});
        EXPECT_EQ(flaghook::parse_delivery(reply.status(), reply.answer()).outcome,
                  reply.outcome());
    }
    flaghook::answerer answers;
    EXPECT_EQ(answers.unauthorized().outcome(), flaghook::delivery_outcome::unauthorized);
}

TEST(reply, says_for_the_log_why_a_request_is_unauthorized) {
    using pairs = std::vector<std::pair<std::string, std::string>>;
    const receiver receiving = receiver_with();
    const std::string body = body_with(change_json{});
    const auto reason = [&](const pairs& headers) {
        const auto reply = receiving.receive(body, headers);
        EXPECT_EQ(seen(reply), unauthorized);
        return reply.reason();
    };
    EXPECT_EQ(reason({}), flaghook::signature_error::header_missing);
    EXPECT_EQ(reason({{"X-Sentry-Signature", sign(body, second_secret)}}),
              flaghook::signature_error::mismatch);
    EXPECT_EQ(reason({{"X-Sentry-Signature", sign(body)}, {"X-Sentry-Signature", sign(body)}}),
              flaghook::signature_error::header_repeated);
    const auto good = receiving.receive(
        body, pairs{{"x-sentry-signature", sign(body)}, {"content-type", "application/json"}});
    EXPECT_TRUE(good.accepted());
    EXPECT_FALSE(good.reason());
}

TEST(receiver, is_made_from_secrets_at_once) {
    const std::string body = body_with(change_json{});
    const auto made = receiver::make(*secret::from_text(first_secret), {.deviations = true});
    ASSERT_TRUE(made);
    EXPECT_TRUE(made->receive(body, headers_with(sign(body))).accepted());
    EXPECT_EQ(receiver::make(std::span<const secret>()).error(),
              flaghook::signature_error::no_secrets);
}

TEST(session, reports_deviations_where_they_are_asked_for) {
    const receiver receiving = receiver_with({.deviations = true});
    receiver::session session(receiving);
    const std::string text_id = body_with(&change_json::change_id, "\"1\"");
    EXPECT_EQ(session.receive(text_id, headers_with(sign(text_id))).deviations().size(), 1U);
    EXPECT_TRUE(session.receive(text_id, headers_with("")).deviations().empty());
    const std::string documented = body_with(change_json{});
    EXPECT_TRUE(session.receive(documented, headers_with(sign(documented))).deviations().empty());
}

TEST(answer, is_what_a_receiver_gives_behind_the_signature) {
    for (const std::string& body : {body_with(change_json{}), body_of("[null]"), std::string("x"),
                                    std::string(), body_of("[]")}) {
        const auto given = answer(body);
        const auto received = receiver_with().receive(body, headers_with(sign(body)));
        EXPECT_EQ(seen(given), seen(received));
        EXPECT_TRUE(std::equal(given.rows().begin(), given.rows().end(), received.rows().begin(),
                               received.rows().end()));
    }
}

TEST(answer, tells_deviations_to_those_who_ask) {
    const std::string body = body_with(&change_json::change_id, "\"1\"");
    EXPECT_TRUE(answer(body).deviations().empty());
    const auto reply = answer(body, {.deviations = true});
    EXPECT_TRUE(reply.accepted());
    ASSERT_EQ(reply.deviations().size(), 1U);
    EXPECT_EQ(reply.deviations().front().path(), "data[0].change_id");
}

/// Returns a body whose texts are too long for the internal buffer of a `std::string`.
std::string long_body(std::size_t count, bool repeat = false) {
    std::string items;
    for (std::size_t number = 0; number < count; ++number) {
        change_json change;
        change.change_id = std::to_string(repeat ? 1 : count - number);
        change.flag = R"("a.flag.with.a.name.that.fits.no.small.buffer")";
        items.append(items.empty() ? "" : ",").append(change.text());
    }
    return body_of('[' + items + ']');
}

TEST(answerer, answers_as_the_receiver_does_body_after_body) {
    const receiver receiving = receiver_with();
    receiver::session session(receiving);
    const std::string good = body_with(change_json{});
    for (const std::string& body :
         {good, std::string("x"), body_of("[null]"), long_body(3), good, std::string(),
          body_of("[]"), long_body(3, true), body_of("[{}]"), good}) {
        for (const std::string& header : {sign(body), sign(body, second_secret)}) {
            const flaghook::reply once = receiving.receive(body, headers_with(header));
            const flaghook::reply& kept = session.receive(body, headers_with(header));
            EXPECT_EQ(seen(kept), seen(once));
            EXPECT_TRUE(std::equal(kept.rows().begin(), kept.rows().end(), once.rows().begin(),
                                   once.rows().end()));
            EXPECT_EQ(kept.issues().size(), once.issues().size());
            EXPECT_EQ(kept.accepted(), once.accepted());
        }
    }
}

TEST(answerer, allocates_nothing_for_a_body_like_the_ones_before) {
    const auto allocations = [](auto& memory, const std::string& body) {
        static_cast<void>(memory.answer(std::string_view(body)));
        static_cast<void>(memory.answer(std::string_view(body)));
        const std::size_t before = flaghook::tests::heap::allocations();
        const bool accepted = memory.answer(std::string_view(body)).accepted();
        const std::size_t after = flaghook::tests::heap::allocations();
        EXPECT_TRUE(accepted);
        return after - before;
    };
    flaghook::answerer owning;
    flaghook::basic_answerer<flaghook::blueprint::latest_borrowed> borrowing;
    for (const std::string& body : {long_body(1), long_body(100)}) {
        EXPECT_EQ(allocations(owning, body), 0U);
        EXPECT_EQ(allocations(borrowing, body), 0U);
    }
}

TEST(receiver, allocates_nothing_of_its_own_for_a_request_like_the_ones_before) {
    const receiver receiving = receiver_with();
    receiver::session session(receiving);
    const std::string body = long_body(10);
    const std::string header = sign(body);
    std::size_t before = 0;
    for (int round = 0; round < 3; ++round) {
        before = flaghook::tests::heap::allocations();
        EXPECT_TRUE(session.receive(std::string_view(body), headers_with(header)).accepted());
    }
    EXPECT_EQ(flaghook::tests::heap::allocations(), before);
}

/// Counts the workspaces that may contain a digest.
struct keeping_backend : flaghook::crypto::mbedtls {
    using real = flaghook::crypto::mbedtls;

    class mac : public real::mac {
    public:
        mac() = default;
        mac(mac&& other) noexcept = default;
        mac& operator=(mac&& other) noexcept {
            release();
            keeps_ = std::exchange(other.keeps_, false);
            real::mac::operator=(std::move(other));
            return *this;
        }
        ~mac() { release(); }

        boost::system::error_code compute(const key& with, std::span<const std::byte> bytes,
                                          flaghook::crypto::digest& out) noexcept {
            keeping += keeps_ ? 0 : 1;
            keeps_ = true;
            return real::mac::compute(with, bytes, out);
        }

    private:
        void release() noexcept { keeping -= std::exchange(keeps_, false) ? 1 : 0; }

        bool keeps_ = false;
    };

    static inline int keeping = 0;
};

TEST(receiver, keeps_no_digest_that_would_sign_a_body_which_it_refused) {
    auto checked_by = basic_verifier<keeping_backend>::make(*secret::from_text(first_secret));
    const basic_receiver<v1, keeping_backend> receiving(std::move(*checked_by));
    basic_receiver<v1, keeping_backend>::session session(receiving);
    const std::string body = body_with(change_json{});
    EXPECT_TRUE(session.receive(body, headers_with(sign(body))).accepted());
    EXPECT_EQ(keeping_backend::keeping, 1) << "the sender knows this digest";
    EXPECT_EQ(session.receive(body, headers_with(sign(body, second_secret))).status(), 401);
    EXPECT_EQ(keeping_backend::keeping, 0);
    EXPECT_TRUE(session.receive(body, headers_with(sign(body))).accepted());
}

TEST(borrowing_receiver, has_rows_with_views_into_the_body) {
    const flaghook::borrowing_receiver receiving(*verifier::make(*secret::from_text(first_secret)));
    flaghook::borrowing_receiver::session session(receiving);
    const std::string body = long_body(3, true);
    const auto& reply = session.receive(std::string_view(body), headers_with(sign(body)));
    ASSERT_TRUE(reply.accepted());
    ASSERT_EQ(reply.rows().size(), 1U) << "only the first change with an id is a row";
    const std::string_view flag = reply.rows().front().flag;
    EXPECT_EQ(flag, "a.flag.with.a.name.that.fits.no.small.buffer");
    EXPECT_TRUE(flag.data() > body.data() && flag.data() < body.data() + body.size());
    EXPECT_EQ(session.receive(std::string_view(body), headers_with(std::nullopt)).status(), 401);
}

} // namespace
