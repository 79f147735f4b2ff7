// Receiving and emitting, beside what one would write over other libraries. Before anything is
// timed, everybody's results are compared.
//
// Names are `what/layout/changes/who`. `tests/bench/run` builds and runs this program and makes a
// table of ratios of it.

#include <flaghook/crypto/mbedtls.hpp>
#include <flaghook/crypto/openssl.hpp>
#include <flaghook/flaghook.hpp>

#include <bench/bodies.hpp>
#include <bench/peers/peer.hpp>
#include <benchmark/benchmark.h>

#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace {

using namespace flaghook;
using namespace flaghook::bench;
namespace v = flaghook::blueprint;

constexpr std::string_view secret_text = "0123456789abcdef0123456789abcdef";

const secret& key() {
    static const secret made = *secret::from_text(secret_text);
    return made;
}

template <class Version, class Backend>
using receiver_over = basic_receiver<Version, Backend>;

template <class Version, class Backend>
receiver_over<Version, Backend> make_receiver() {
    return receiver_over<Version, Backend>(*basic_verifier<Backend>::make(key()));
}

/// A body, its signature, and what is in it.
struct sample {
    std::string body;
    std::string signature;
    payload batch;
};

sample make_sample(layout as, std::size_t changes) {
    sample result;
    result.batch = batch_of(changes);
    result.body = body_of(result.batch, as);
    result.signature = basic_signer<crypto::openssl>::make(key())->sign(result.body)->hex();
    return result;
}

struct peer {
    std::string_view name;
    read_function read;
};

constexpr std::array<peer, 4> peers{{{"simdjson", read_with_simdjson},
                                     {"rapidjson", read_with_rapidjson},
                                     {"boost_json", read_with_boost_json},
                                     {"nlohmann", read_with_nlohmann}}};

const peer_hmac& peer_key() {
    static const peer_hmac made(secret_text);
    return made;
}

/// What a receiver by hand does with a request.
bool receive_by_hand(const sample& of, read_function read, bool one_shot, payload& out) {
    const std::string expected =
        one_shot ? peer_key().one_shot(of.body) : peer_key().prepared(of.body);
    if (!same_signature(expected, of.signature) || !read(of.body, out)) {
        return false;
    }
    keep_first_of_each_id(out.data);
    return true;
}

void check(bool good, std::string_view what) {
    if (!good) {
        std::fprintf(stderr, "results differ: %.*s\n", static_cast<int>(what.size()), what.data());
        std::exit(1);
    }
}

/// Everybody gets the same out of the body.
void compare_results(const sample& of, layout as) {
    const auto reply = make_receiver<v::v1, crypto::openssl>().receive(of.body, of.signature);
    check(reply.accepted() == (as != layout::invalid), "receive");
    for (const peer& one : peers) {
        payload read;
        const bool good = receive_by_hand(of, one.read, false, read);
        check(good == reply.accepted(), one.name);
        check(!good || read.data == reply.rows, one.name);
    }
    if (reply.accepted()) {
        check(reply.rows == of.batch.data, "rows");
        parser<v::latest_borrowed> reader;
        borrowed_payload views;
        check(reader.parse(of.body, views) && views.data.size() == of.batch.data.size() &&
                  views.data.back().flag == of.batch.data.back().flag,
              "views");
    }
    if (as == layout::documented) {
        check(write_with_rapidjson(of.batch) == of.body, "rapidjson writes");
        check(write_with_nlohmann(of.batch) == of.body, "nlohmann writes");
        check(*serialize(of.batch) == of.body, "serialize");
    }
}

class registry {
public:
    template <class Work>
    void add(std::string_view what, layout as, std::size_t changes, std::string_view who,
             Work work) {
        std::string name(what);
        name.append("/").append(name_of(as)).append("/").append(std::to_string(changes));
        name.append("/").append(who);
        benchmark::RegisterBenchmark(name.c_str(), [work](benchmark::State& state) mutable {
            for (auto _ : state) {
                work();
            }
        });
    }
};

template <class Backend>
void add_hmac(registry& all, const sample& of, layout as, std::size_t changes,
              std::string_view who) {
    all.add("hmac", as, changes, who,
            [&of, verifier = std::make_shared<basic_verifier<Backend>>(
                      *basic_verifier<Backend>::make(key()))] {
                benchmark::DoNotOptimize(verifier->verify(of.body, of.signature));
            });
}

template <class Version, class Backend>
void add_receive(registry& all, const sample& of, layout as, std::size_t changes,
                 std::string_view who, bool keep_memory) {
    struct state {
        receiver_over<Version, Backend> receiving = make_receiver<Version, Backend>();
        basic_answerer<Version> memory = receiving.make_answerer();
    };
    const auto kept = std::make_shared<state>();
    if constexpr (!borrows_text<Version>) {
        if (!keep_memory) {
            all.add("receive", as, changes, who, [&of, kept] {
                benchmark::DoNotOptimize(kept->receiving.receive(of.body, of.signature).status);
            });
            return;
        }
    }
    all.add("receive", as, changes, who, [&of, kept] {
        benchmark::DoNotOptimize(
            kept->receiving.receive(of.body, of.signature, kept->memory).status);
    });
}

void add_parse(registry& all, const sample& of, layout as, std::size_t changes) {
    all.add("parse", as, changes, "flaghook",
            [&of] { benchmark::DoNotOptimize(parse(of.body).has_value()); });
    all.add("parse", as, changes, "flaghook_borrowed",
            [&of, reader = std::make_shared<parser<v::latest_borrowed>>(),
             views = borrowed_payload{}]() mutable {
                benchmark::DoNotOptimize(reader->parse(of.body, views));
            });
    for (const peer& one : peers) {
        all.add("parse", as, changes, one.name, [&of, one] {
            payload read;
            benchmark::DoNotOptimize(one.read(of.body, read));
        });
    }
}

void add_emit(registry& all, const sample& of, std::size_t changes) {
    all.add("emit", layout::documented, changes, "flaghook",
            [&of, signer = std::make_shared<basic_signer<crypto::openssl>>(
                      *basic_signer<crypto::openssl>::make(key()))] {
                const auto body = serialize(of.batch);
                benchmark::DoNotOptimize(signer->sign(*body)->hex().data());
            });
    all.add("emit", layout::documented, changes, "rapidjson", [&of] {
        benchmark::DoNotOptimize(peer_key().prepared(write_with_rapidjson(of.batch)).data());
    });
    all.add("emit", layout::documented, changes, "nlohmann_one_shot", [&of] {
        benchmark::DoNotOptimize(peer_key().one_shot(write_with_nlohmann(of.batch)).data());
    });
}

void add_all(registry& all, std::deque<sample>& samples) {
    for (const std::size_t changes : {1U, 10U, 100U, 10'000U}) {
        for (const layout as :
             {layout::documented, layout::spaced, layout::shuffled, layout::invalid}) {
            if (as == layout::invalid && changes == 1) {
                continue;
            }
            const sample& of = samples.emplace_back(make_sample(as, changes));
            compare_results(of, as);
            add_receive<v::v1, crypto::openssl>(all, of, as, changes, "flaghook", false);
            add_receive<v::v1, crypto::openssl>(all, of, as, changes, "flaghook_kept", true);
            add_receive<v::latest_borrowed, crypto::openssl>(all, of, as, changes,
                                                             "flaghook_borrowed", true);
            add_hmac<crypto::openssl>(all, of, as, changes, "openssl");
            if (as == layout::documented) {
                add_receive<v::v1, crypto::mbedtls>(all, of, as, changes, "flaghook_mbedtls",
                                                    false);
                add_receive<v::latest_borrowed, crypto::mbedtls>(all, of, as, changes,
                                                                 "flaghook_borrowed_mbedtls", true);
                add_hmac<crypto::mbedtls>(all, of, as, changes, "mbedtls");
                add_emit(all, of, changes);
                add_parse(all, of, as, changes);
                all.add("receive", as, changes, "nlohmann_one_shot", [&of] {
                    payload read;
                    benchmark::DoNotOptimize(receive_by_hand(of, read_with_nlohmann, true, read));
                });
            }
            if (as == layout::documented || changes == 100) {
                for (const peer& one : peers) {
                    all.add("receive", as, changes, one.name, [&of, one] {
                        payload read;
                        benchmark::DoNotOptimize(receive_by_hand(of, one.read, false, read));
                    });
                }
            }
        }
    }
    // A signature that does not fit.
    sample& forged = samples.emplace_back(make_sample(layout::documented, 100));
    forged.signature.back() = forged.signature.back() == '0' ? '1' : '0';
    const auto receiving = std::make_shared<receiver_over<v::v1, crypto::openssl>>(
        make_receiver<v::v1, crypto::openssl>());
    check(receiving->receive(forged.body, forged.signature).status == 401, "a forged signature");
    all.add("forged", layout::documented, 100, "flaghook", [&forged, receiving] {
        benchmark::DoNotOptimize(receiving->receive(forged.body, forged.signature).status);
    });
}

} // namespace

int main(int count, char** words) {
    std::deque<sample> samples;
    registry all;
    add_all(all, samples);
    benchmark::Initialize(&count, words);
    if (benchmark::ReportUnrecognizedArguments(count, words)) {
        return 2;
    }
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
