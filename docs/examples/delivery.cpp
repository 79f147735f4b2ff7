// Reads the answer to a delivery. The arguments are the status and the value of `Retry-After`. The
// body of the answer is read from standard input.
#include <cstdlib>
#include <iterator>
#include <string>

// [delivery]
#include <flaghook/webhook/delivery.hpp>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <optional>
#include <string_view>

/// Prints what an answer means.
/// @param answer the complete body of the answer
/// @param retry_after the value of the header `Retry-After`, if the answer has it
/// @return whether Sentry recorded the changes
bool recorded(int status, std::string_view answer, std::optional<std::string_view> retry_after) {
    const flaghook::delivery delivery = flaghook::parse_delivery(
        status, answer, {.retry_after = retry_after, .now = std::chrono::system_clock::now()});
    std::cout << to_string(delivery.outcome) << ", another attempt is " << to_string(delivery.retry)
              << ": " << delivery.advice() << '\n';
    for (const flaghook::complaint& complaint : delivery.complaints) {
        std::cout << complaint.path << ": " << complaint.message << '\n';
    }
    constexpr std::chrono::seconds usual_pause{10};
    constexpr std::chrono::seconds longest_pause = std::chrono::hours{1};
    switch (delivery.retry) {
    case flaghook::retry_advice::safe: // send the same request again
        std::cout << "again after "
                  << std::min(delivery.retry_after.value_or(usual_pause), longest_pause).count()
                  << " s\n";
        break;
    case flaghook::retry_advice::unsafe:   // perhaps recorded: check the audit log first
    case flaghook::retry_advice::futile:   // keep the payload and correct what is wrong
    case flaghook::retry_advice::unneeded: // recorded: delete the payload
        break;
    }
    return delivery.accepted();
}
// [delivery]

int main(int argc, char** argv) {
    const std::string answer{std::istreambuf_iterator<char>(std::cin), {}};
    const auto retry_after = argc > 2 ? std::optional<std::string_view>(argv[2]) : std::nullopt;
    return recorded(argc > 1 ? std::atoi(argv[1]) : 200, answer, retry_after) ? 0 : 1;
}
