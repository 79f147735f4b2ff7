// Runs a target over files, without a fuzzing engine. Any compiler can build it, and ctest runs it
// over the seeds and all past crashes.
//
// Usage: TARGET [--mutants=N] FILE-OR-FOLDER...
//
// With --mutants, the target's own mutator makes N more inputs of each one, the same ones in every
// run. Fails if there is nothing to run.

#include "byte_source.hpp"
#include "mutator/random_source.hpp"

#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" [[gnu::weak]] std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                                             std::size_t max_size,
                                                             unsigned int seed);
extern "C" [[gnu::weak]] std::size_t
LLVMFuzzerCustomCrossOver(const std::uint8_t* first, std::size_t first_size,
                          const std::uint8_t* second, std::size_t second_size, std::uint8_t* out,
                          std::size_t max_size, unsigned int seed);

/// Replaces the engine's own mutation: sets, inserts or removes a byte.
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size,
                                        std::size_t max_size) {
    static flaghook::fuzz::random_source random(1);
    const std::size_t place = random.below(size);
    const auto value = static_cast<std::uint8_t>(random.below(256));
    if (size < max_size && random.one_in(2)) {
        std::memmove(data + place + 1, data + place, size - place);
        data[place] = value;
        return size + 1;
    }
    if (size > 1 && random.one_in(2)) {
        std::memmove(data + place, data + place + 1, size - place - 1);
        return size - 1;
    }
    if (size != 0) {
        data[place] = value;
    }
    return size;
}

namespace {

namespace fs = std::filesystem;
using bytes = std::vector<std::uint8_t>;

constexpr std::size_t most_bytes = std::size_t{8} << 10U;

/// The name of the current input, for the message on an abort.
std::string current_name;
const bytes* current_input = nullptr;

void run(const bytes& input, const std::string& name) {
    current_name = name;
    current_input = &input;
    // A copy of exactly this size, so that a sanitizer detects a read past the end.
    const bytes exact(input.begin(), input.end());
    LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

bytes content_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        std::fprintf(stderr, "cannot read %s\n", file.c_str());
        std::exit(2);
    }
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<fs::path> files_in(const fs::path& place) {
    if (!fs::is_directory(place)) {
        return {place};
    }
    std::vector<fs::path> result;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(place)) {
        if (entry.is_regular_file()) {
            result.push_back(entry.path());
        }
    }
    std::sort(result.begin(), result.end());
    return result;
}

/// Returns one mutant of an input. Every fourth one is crossed with another input.
bytes mutant_of(const bytes& input, const bytes& other, unsigned seed) {
    bytes result(most_bytes);
    if (seed % 4 == 3 && LLVMFuzzerCustomCrossOver != nullptr) {
        result.resize(LLVMFuzzerCustomCrossOver(input.data(), input.size(), other.data(),
                                                other.size(), result.data(), result.size(), seed));
        return result;
    }
    const std::size_t size = std::min(input.size(), result.size());
    std::copy_n(input.begin(), size, result.begin());
    result.resize(LLVMFuzzerCustomMutator(result.data(), size, result.size(), seed));
    return result;
}

std::size_t run_mutants(const std::vector<fs::path>& files, std::size_t count) {
    if (LLVMFuzzerCustomMutator == nullptr) {
        return 0;
    }
    bytes before;
    std::size_t done = 0;
    for (const fs::path& file : files) {
        const bytes input = content_of(file);
        for (std::size_t number = 0; number < count; ++number, ++done) {
            const auto seed = static_cast<unsigned>(done);
            run(mutant_of(input, before, seed),
                "mutant " + std::to_string(seed) + " of " + file.string());
        }
        before = input;
    }
    return done;
}

/// Names the current input and stores its bytes, since the message of an abort does not contain it.
void keep_current(int) {
    constexpr const char* kept = "crash-of-replay";
    std::fprintf(stderr, "while running %s, kept as %s\n", current_name.c_str(), kept);
    std::ofstream(kept, std::ios::binary)
        .write(reinterpret_cast<const char*>(current_input->data()),
               static_cast<std::streamsize>(current_input->size()));
    std::_Exit(1);
}

} // namespace

int main(int count, char** arguments) {
    std::vector<fs::path> files;
    std::size_t mutants = 0;
    for (int index = 1; index < count; ++index) {
        const std::string_view argument = arguments[index];
        constexpr std::string_view option = "--mutants=";
        if (argument.starts_with(option)) {
            const char* const end = argument.data() + argument.size();
            const auto read = std::from_chars(argument.data() + option.size(), end, mutants);
            if (read.ec != std::errc{} || read.ptr != end) {
                std::fprintf(stderr, "--mutants takes a number, not '%s'\n",
                             arguments[index] + option.size());
                return 2;
            }
            continue;
        }
        const std::vector<fs::path> found = files_in(argument);
        if (found.empty()) {
            std::fprintf(stderr, "no inputs in %s\n", arguments[index]);
            return 1;
        }
        files.insert(files.end(), found.begin(), found.end());
    }
    if (files.empty()) {
        std::fprintf(stderr, "usage: %s [--mutants=N] FILE-OR-FOLDER...\n", arguments[0]);
        return 2;
    }
    std::signal(SIGABRT, keep_current);
    run({}, "no bytes");
    for (const fs::path& file : files) {
        run(content_of(file), file.string());
    }
    const std::size_t mutants_run = run_mutants(files, mutants);
    std::printf("%zu inputs and %zu mutants passed\n", files.size(), mutants_run);
    return 0;
}
