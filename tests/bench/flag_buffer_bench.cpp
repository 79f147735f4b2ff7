// Measures recording one evaluation, next to a buffer made of the standard library's parts: a
// mutex, a std::list in order of evaluation, and a std::unordered_map into it.
//
// `few` uses the names of a program with few flags, all of which the buffer soon holds. `many` uses
// more flags than fit into the buffer, so that most evaluations evict another one.
#include <flaghook/evaluation/concurrent_flag_buffer.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <list>
#include <mutex>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

namespace {

class list_and_map {
public:
    void record(std::string_view flag, bool result) {
        const std::lock_guard lock(mutex_);
        // The map's keys are views of the names in the list, so a search allocates no string.
        if (const auto known = places_.find(flag); known != places_.end()) {
            known->second->result = result;
            evaluations_.splice(evaluations_.end(), evaluations_, known->second);
            return;
        }
        if (evaluations_.size() == flaghook::max_flags_per_event) {
            places_.erase(evaluations_.front().flag);
            evaluations_.pop_front();
        }
        evaluations_.push_back({std::string(flag), result});
        places_.emplace(evaluations_.back().flag, std::prev(evaluations_.end()));
    }

    [[nodiscard]] const std::list<flaghook::flag_evaluation>& evaluations() const {
        return evaluations_;
    }

private:
    std::mutex mutex_;
    std::list<flaghook::flag_evaluation> evaluations_;
    std::unordered_map<std::string_view, std::list<flaghook::flag_evaluation>::iterator> places_;
};

/// Returns a sequence of evaluations that is the same in every run.
std::vector<std::string> names(std::size_t flags) {
    std::mt19937 random(static_cast<unsigned>(flags));
    std::vector<std::string> result;
    for (int count = 0; count < 4096; ++count) {
        result.push_back("team.feature-" + std::to_string(random() % flags));
    }
    return result;
}

constexpr std::size_t few = 50;
constexpr std::size_t many = 1000;

template <class Buffer>
void record(benchmark::State& state, std::size_t flags) {
    const std::vector<std::string> sequence = names(flags);
    Buffer buffer;
    std::size_t next = 0;
    for (auto _ : state) {
        buffer.record(sequence[next], next % 2 == 0);
        next = (next + 1) % sequence.size();
    }
    state.SetItemsProcessed(state.iterations());
}

void snapshot(benchmark::State& state) {
    flaghook::concurrent_flag_buffer buffer;
    for (const std::string& name : names(many)) {
        buffer.record(name, true);
    }
    for (auto _ : state) {
        benchmark::DoNotOptimize(buffer.snapshot());
    }
}

/// Returns whether all buffers hold the same evaluations.
bool agree(std::size_t flags) {
    list_and_map expected;
    flaghook::concurrent_flag_buffer buffer;
    bool result = true;
    for (const std::string& name : names(flags)) {
        result = !result;
        expected.record(name, result);
        buffer.record(name, result);
    }
    const flaghook::flag_buffer found = buffer.snapshot();
    return std::equal(found.begin(), found.end(), expected.evaluations().begin(),
                      expected.evaluations().end(), [](const auto& left, const auto& right) {
                          return left.flag == right.flag && left.result == right.result;
                      });
}

} // namespace

int main(int argc, char** argv) {
    if (!agree(few) || !agree(many)) {
        std::cerr << "the buffers do not keep the same evaluations\n";
        return EXIT_FAILURE;
    }
    benchmark::Initialize(&argc, argv);
    for (const std::size_t flags : {few, many}) {
        const std::string among = "/" + std::to_string(flags) + " flags";
        benchmark::RegisterBenchmark(("flag_buffer" + among).c_str(), record<flaghook::flag_buffer>,
                                     flags);
        benchmark::RegisterBenchmark(("concurrent_flag_buffer" + among).c_str(),
                                     record<flaghook::concurrent_flag_buffer>, flags);
        benchmark::RegisterBenchmark(("mutex, list and map" + among).c_str(), record<list_and_map>,
                                     flags);
    }
    benchmark::RegisterBenchmark("snapshot", snapshot);
    // In a single-threaded process the C library locks a mutex without an atomic operation. A
    // program that needs the lock has more than one thread.
    std::mutex end_of_main;
    std::unique_lock held(end_of_main);
    std::thread waiting([&end_of_main] { const std::lock_guard until_then(end_of_main); });
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    held.unlock();
    waiting.join();
    return EXIT_SUCCESS;
}
