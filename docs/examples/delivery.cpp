// Reads the answer to a delivery. The status is the argument, and the body of the answer is read
// from standard input.
#include <cstdlib>
#include <iterator>
#include <string>

// [delivery]
#include <flaghook/webhook/delivery.hpp>

#include <chrono>
#include <iostream>
#include <optional>
#include <string_view>

/// @param retry_after the value of the response header `Retry-After`, if there is one
bool recorded(int status, std::string_view answer, std::optional<std::string_view> retry_after) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const flaghook::delivery delivery =
        flaghook::parse_delivery(status, answer, {.retry_after = retry_after, .now = now});
    std::cout << to_string(delivery.outcome) << ", another attempt is " << to_string(delivery.retry)
              << ": " << delivery.advice() << '\n';
    for (const flaghook::complaint& complaint : delivery.complaints) {
        std::cout << complaint.path << ": " << complaint.message << '\n';
    }
    return delivery.accepted();
}
// [delivery]

int main(int argc, char** argv) {
    const std::string answer{std::istreambuf_iterator<char>(std::cin), {}};
    return recorded(argc > 1 ? std::atoi(argv[1]) : 200, answer, std::nullopt) ? 0 : 1;
}
