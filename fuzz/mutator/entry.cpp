// The mutator as libFuzzer calls it (https://llvm.org/docs/LibFuzzer.html and
// https://github.com/google/fuzzing/blob/master/docs/structure-aware-fuzzing.md).

#include "byte_source.hpp"
#include "mutator/body_mutator.hpp"
#include "oracle/rules.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

// libFuzzer's own mutation. Weak, because an engine that never calls a custom mutator may lack it.
extern "C" [[gnu::weak]] std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size,
                                                      std::size_t max_size);

namespace {

using flaghook::fuzz::as_text;
using flaghook::fuzz::body_offset;

/// The most bytes that the engine's own mutation may add to a text.
constexpr std::size_t room = 64;

std::string mutate_bytes(std::string_view bytes) {
    if (LLVMFuzzerMutate == nullptr) {
        return std::string(bytes);
    }
    std::string result(bytes);
    result.resize(bytes.size() + room);
    result.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(result.data()), bytes.size(),
                                   result.size()));
    return result;
}

/// Version 2 of the tests has all fields of version 1 and two optional ones.
const flaghook::fuzz::body_mutator& mutator() {
    static const flaghook::fuzz::body_mutator instance(
        flaghook::fuzz::rules_of<flaghook::tests::v2>(), mutate_bytes);
    return instance;
}

/// Writes choices and body, cut to `max_size`.
std::size_t put(std::uint8_t* out, std::size_t max_size, std::string_view choices,
                std::string_view body) {
    std::string whole(choices);
    whole += body;
    const std::size_t size = std::min(whole.size(), max_size);
    std::memcpy(out, whole.data(), size);
    return size;
}

} // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned int seed) {
    flaghook::fuzz::random_source random(seed);
    const std::string input(as_text(data, size));
    std::string choices = input.substr(0, std::min(body_offset, input.size()));
    choices.resize(body_offset);
    if (!choices.empty() && random.one_in(4)) {
        choices[random.below(choices.size())] = static_cast<char>(random.below(256));
        return put(data, max_size, choices, input.substr(std::min(body_offset, input.size())));
    }
    return put(
        data, max_size, choices,
        mutator().mutated(std::string_view(input).substr(std::min(body_offset, size)), random));
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* first, std::size_t first_size,
                                                 const std::uint8_t* second,
                                                 std::size_t second_size, std::uint8_t* out,
                                                 std::size_t max_size, unsigned int seed) {
    flaghook::fuzz::random_source random(seed);
    const std::string_view left = as_text(first, first_size);
    const std::string_view right = as_text(second, second_size);
    std::string choices(left.substr(0, body_offset));
    choices.resize(body_offset);
    return put(out, max_size, choices,
               mutator().crossed(left.substr(std::min(body_offset, left.size())),
                                 right.substr(std::min(body_offset, right.size())), random));
}
