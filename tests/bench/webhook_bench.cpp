// Measures reading, receiving and emitting next to implementations over other libraries and, if the
// build has a baseline, next to another revision of this library. All results are compared before
// anything is timed.
//
// Names are `what/body/changes/who`. `tests/bench/run` builds and runs this program and makes
// tables of ratios from its output.

#include <flaghook/crypto/mbedtls.hpp>
#include <flaghook/crypto/openssl.hpp>
#include <flaghook/flaghook.hpp>

#include <bench/bodies.hpp>
#include <bench/peers/baseline.hpp>
#include <bench/peers/payload_text.hpp>
#include <bench/peers/peer.hpp>
#include <bench/real_bodies.hpp>
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace flaghook;
using namespace flaghook::bench;
using flaghook_bench::text_of;
namespace v = flaghook::blueprint;

constexpr std::string_view secret_text = "0123456789abcdef0123456789abcdef";

const secret& key() {
    static const secret made = *secret::from_text(secret_text);
    return made;
}

struct peer {
    std::string_view name;
    read_function read;
    bool reads_times = true;
};

constexpr std::array peers{peer{"simdjson", read_with_simdjson},
                           peer{"simdjson_without_times", read_with_simdjson_without_times, false},
                           peer{"rapidjson", read_with_rapidjson},
                           peer{"boost_json", read_with_boost_json},
                           peer{"nlohmann", read_with_nlohmann}};

const peer_hmac& peer_key() {
    static const peer_hmac made(secret_text);
    return made;
}

#ifdef FLAGHOOK_BENCH_BASELINE
baseline& before() {
    static baseline made(secret_text);
    return made;
}
#endif

void check(bool good, std::string_view body, std::string_view who) {
    if (!good) {
        std::fprintf(stderr, "results differ: %.*s, %.*s\n", static_cast<int>(body.size()),
                     body.data(), static_cast<int>(who.size()), who.data());
        std::exit(1);
    }
}

/// Checks that all implementations read the same payload from the body.
/// @param read the payload that `parse` reads
void compare_results(const named_body& of, const payload& read) {
    const std::string expected = text_of(read);
    parser<> reader;
    payload owning;
    parser<v::latest_borrowed> borrowing_reader;
    // The second round runs with reused memory.
    for (int round = 0; round < 2; ++round) {
        owning = *reader.parse(of.text);
        check(text_of(owning) == expected, of.name, "parser");
        check(text_of(*borrowing_reader.parse(of.text)) == expected, of.name, "views");
    }
    for (const peer& one : peers) {
        payload by_peer = owning;
        check(one.read(of.text, by_peer) && text_of(by_peer) == expected, of.name, one.name);
        payload anew;
        const bool good = one.read(of.text, anew);
        check(good && (!one.reads_times || text_of(anew) == expected), of.name, one.name);
    }
#ifdef FLAGHOOK_BENCH_BASELINE
    check(before().parse(of.text) && before().parsed() == expected, of.name, "baseline");
    check(before().parse_views(of.text) && before().parsed_views() == expected, of.name,
          "baseline, views");
#endif
}

/// Checks that all implementations with the violated rule refuse the body.
void compare_refusals(const named_body& of, bool by_peers) {
    payload out;
    check(!parser<>().parse(of.text), of.name, "parser");
    check(!parser<v::latest_borrowed>().parse(of.text), of.name, "views");
    for (const peer& one : peers) {
        // The violated rule may be that of the date-time.
        if (by_peers && one.reads_times) {
            check(!one.read(of.text, out), of.name, one.name);
        }
    }
#ifdef FLAGHOOK_BENCH_BASELINE
    check(!before().parse(of.text) && !before().parse_views(of.text), of.name, "baseline");
#endif
}

/// Returns the first quartile of the times. Other load on the machine only ever adds time, so on a
/// busy machine first quartiles of the same code differ only a third as much as medians.
double first_quartile(const std::vector<double>& times) {
    std::vector<double> sorted = times;
    const auto quartile = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 4);
    std::nth_element(sorted.begin(), quartile, sorted.end());
    return *quartile;
}

class registry {
public:
    /// @param size the size of the body in bytes
    template <class Work>
    void add(std::string_view what, std::string_view body, std::size_t size, std::size_t changes,
             std::string_view who, Work work) {
        std::string name(what);
        name.append("/").append(body).append("/").append(std::to_string(changes));
        name.append("/").append(who);
        benchmark::RegisterBenchmark(name.c_str(), [work, size](benchmark::State& state) mutable {
            for (auto _ : state) {
                work();
            }
            state.counters["bytes"] = static_cast<double>(size);
        })->ComputeStatistics("first_quartile", first_quartile);
    }
};

/// Adds reading without a signature, into reused payloads.
void add_own_parsers(registry& all, std::string_view what, const named_body& of,
                     std::size_t changes) {
    all.add(what, of.name, of.text.size(), changes, "flaghook",
            [&of, reader = std::make_shared<parser<>>()] {
                benchmark::DoNotOptimize(reader->parse(of.text).has_value());
            });
    all.add(what, of.name, of.text.size(), changes, "flaghook_borrowed",
            [&of, reader = std::make_shared<parser<v::latest_borrowed>>()] {
                benchmark::DoNotOptimize(reader->parse(of.text).has_value());
            });
#ifdef FLAGHOOK_BENCH_BASELINE
    all.add(what, of.name, of.text.size(), changes, "baseline",
            [&of] { benchmark::DoNotOptimize(before().parse(of.text)); });
    all.add(what, of.name, of.text.size(), changes, "baseline_borrowed",
            [&of] { benchmark::DoNotOptimize(before().parse_views(of.text)); });
#endif
}

void add_parsers(registry& all, std::string_view what, const named_body& of, std::size_t changes) {
    add_own_parsers(all, what, of, changes);
    for (const peer& one : peers) {
        all.add(what, of.name, of.text.size(), changes, one.name,
                [&of, one, out = payload{}]() mutable {
                    benchmark::DoNotOptimize(one.read(of.text, out));
                });
    }
}

/// Stores a body at a fixed address, since benchmarks refer to it.
template <class Body>
const Body& kept(std::deque<Body>& bodies, Body one) {
    return bodies.emplace_back(std::move(one));
}

void add_bodies(registry& all, std::deque<named_body>& bodies, std::size_t changes) {
    for (const good_body& one : bodies_of_senders(changes)) {
        compare_results(one, one.content);
        add_parsers(all, "parse", kept<named_body>(bodies, one), changes);
    }
    for (const named_body& one : bodies_of_samples(changes)) {
        const named_body& of = kept<named_body>(bodies, one);
        if (const auto read = parse(of.text)) {
            check(read->data.size() == changes, of.name, "as many changes");
            compare_results(of, *read);
            add_parsers(all, "sample", of, changes);
        } else {
            compare_refusals(of, true);
            add_own_parsers(all, "refuse", of, changes);
        }
    }
    for (const bad_body& one : refused_bodies(changes)) {
        compare_refusals(one, one.for_everyone);
        add_own_parsers(all, "refuse", kept<named_body>(bodies, one), changes);
    }
}

/// A signed request whose body has the documented form.
struct signed_body {
    std::string body;
    std::string signature;
    payload batch;
};

/// Handles a request as a hand-written receiver does.
bool receive_by_hand(const signed_body& of, read_function read, bool one_shot, payload& out) {
    const std::string expected =
        one_shot ? peer_key().one_shot(of.body) : peer_key().prepared(of.body);
    if (!same_signature(expected, of.signature) || !read(of.body, out)) {
        return false;
    }
    keep_first_of_each_id(out.data);
    return true;
}

void add_by_hand(registry& all, const signed_body& of, std::string_view who, read_function read,
                 bool one_shot) {
    payload rows;
    check(receive_by_hand(of, read, one_shot, rows) && rows.data == of.batch.data, "documented",
          who);
    all.add("receive", "documented", of.body.size(), of.batch.data.size(), who,
            [&of, read, one_shot] {
                payload out;
                benchmark::DoNotOptimize(receive_by_hand(of, read, one_shot, out));
            });
}

received_headers headers_of(const signed_body& of) {
    return {.signature = of.signature, .content_type = "application/json"};
}

template <class Version, class Backend>
void add_receiver(registry& all, const signed_body& of, std::string_view who, bool keep_memory) {
    using receiver_type = basic_receiver<Version, Backend>;
    struct state {
        receiver_type receiving{*basic_verifier<Backend>::make(key())};
        typename receiver_type::session session{receiving};
    };
    const auto kept = std::make_shared<state>();
    const auto& reply = kept->session.receive(of.body, headers_of(of));
    check(reply.accepted() && reply.rows().size() == of.batch.data.size(), "documented", who);
    if constexpr (!borrows_text<Version>) {
        if (!keep_memory) {
            all.add("receive", "documented", of.body.size(), of.batch.data.size(), who,
                    [&of, kept] {
                        benchmark::DoNotOptimize(
                            kept->receiving.receive(of.body, headers_of(of)).status());
                    });
            return;
        }
    }
    all.add("receive", "documented", of.body.size(), of.batch.data.size(), who, [&of, kept] {
        benchmark::DoNotOptimize(kept->session.receive(of.body, headers_of(of)).status());
    });
}

/// Adds the check of a signature alone, with reused memory.
template <class Backend>
void add_hmac(registry& all, const signed_body& of, std::string_view who) {
    struct state {
        basic_verifier<Backend> verifier = *basic_verifier<Backend>::make(key());
        typename basic_verifier<Backend>::workspace memory;
    };
    all.add("hmac", "documented", of.body.size(), of.batch.data.size(), who,
            [&of, kept = std::make_shared<state>()] {
                benchmark::DoNotOptimize(
                    kept->verifier.verify(of.body, of.signature, kept->memory));
            });
}

void add_emit(registry& all, const signed_body& of) {
    check(write_with_rapidjson(of.batch) == of.body, "documented", "rapidjson writes");
    check(write_with_nlohmann(of.batch) == of.body, "documented", "nlohmann writes");
    const std::size_t changes = of.batch.data.size();
    all.add("emit", "documented", of.body.size(), changes, "flaghook",
            [&of, signer = std::make_shared<basic_signer<crypto::openssl>>(
                      *basic_signer<crypto::openssl>::make(key()))] {
                const auto body = serialize(of.batch);
                benchmark::DoNotOptimize(signer->sign(*body)->hex().data());
            });
    all.add("emit", "documented", of.body.size(), changes, "rapidjson", [&of] {
        benchmark::DoNotOptimize(peer_key().prepared(write_with_rapidjson(of.batch)).data());
    });
    all.add("emit", "documented", of.body.size(), changes, "nlohmann_one_shot", [&of] {
        benchmark::DoNotOptimize(peer_key().one_shot(write_with_nlohmann(of.batch)).data());
    });
}

#ifdef FLAGHOOK_BENCH_BASELINE
void add_baseline(registry& all, const signed_body& of) {
    const std::size_t changes = of.batch.data.size();
    all.add("receive", "documented", of.body.size(), changes, "baseline",
            [&of] { benchmark::DoNotOptimize(before().receive(of.body, of.signature)); });
    all.add("receive", "documented", of.body.size(), changes, "baseline_kept",
            [&of] { benchmark::DoNotOptimize(before().receive_kept(of.body, of.signature)); });
    all.add("receive", "documented", of.body.size(), changes, "baseline_borrowed",
            [&of] { benchmark::DoNotOptimize(before().receive_views(of.body, of.signature)); });
    all.add("hmac", "documented", of.body.size(), changes, "baseline",
            [&of] { benchmark::DoNotOptimize(before().verify(of.body, of.signature)); });
}
#endif

signed_body make_signed_body(std::size_t changes) {
    signed_body result;
    result.batch = batch_of(changes);
    result.body = body_of(result.batch, layout::documented);
    result.signature = basic_signer<crypto::openssl>::make(key())->sign(result.body)->hex();
    return result;
}

void add_requests(registry& all, std::deque<signed_body>& signed_bodies, std::size_t changes) {
    const signed_body& of = kept(signed_bodies, make_signed_body(changes));
    add_receiver<v::v1, crypto::openssl>(all, of, "flaghook", false);
    add_receiver<v::v1, crypto::openssl>(all, of, "flaghook_kept", true);
    add_receiver<v::latest_borrowed, crypto::openssl>(all, of, "flaghook_borrowed", true);
    add_receiver<v::v1, crypto::mbedtls>(all, of, "flaghook_mbedtls", false);
    add_receiver<v::latest_borrowed, crypto::mbedtls>(all, of, "flaghook_borrowed_mbedtls", true);
    for (const peer& one : peers) {
        if (one.reads_times) {
            add_by_hand(all, of, one.name, one.read, false);
        }
    }
    add_by_hand(all, of, "nlohmann_one_shot", read_with_nlohmann, true);
    add_hmac<crypto::openssl>(all, of, "openssl");
    add_hmac<crypto::mbedtls>(all, of, "mbedtls");
    add_emit(all, of);
#ifdef FLAGHOOK_BENCH_BASELINE
    add_baseline(all, of);
#endif
}

/// Adds a request with a wrong signature.
void add_forged(registry& all, std::deque<signed_body>& signed_bodies) {
    signed_body& forged = signed_bodies.emplace_back(make_signed_body(100));
    forged.signature.back() = forged.signature.back() == '0' ? '1' : '0';
    const auto receiving = std::make_shared<basic_receiver<v::v1, crypto::openssl>>(
        *basic_verifier<crypto::openssl>::make(key()));
    check(receiving->receive(forged.body, headers_of(forged)).status() == 401, "documented",
          "forged");
    all.add("forged", "documented", forged.body.size(), 100, "flaghook", [&forged, receiving] {
        benchmark::DoNotOptimize(receiving->receive(forged.body, headers_of(forged)).status());
    });
}

} // namespace

int main(int count, char** words) {
    std::deque<named_body> bodies;
    std::deque<signed_body> signed_bodies;
    registry all;
    for (const std::size_t changes : {1U, 100U}) {
        add_bodies(all, bodies, changes);
    }
    for (const std::size_t changes : {1U, 10U, 100U, 10'000U}) {
        add_requests(all, signed_bodies, changes);
    }
    add_forged(all, signed_bodies);
    benchmark::Initialize(&count, words);
    if (benchmark::ReportUnrecognizedArguments(count, words)) {
        return 2;
    }
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
