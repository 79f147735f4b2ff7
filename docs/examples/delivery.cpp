// After sending: what the answer means. The status is the argument, the body of the answer comes
// from standard input.
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <iterator>

// [delivery]
#include <flaghook/webhook/delivery.hpp>

bool recorded(int status, std::string_view answer) {
    const flaghook::delivery delivery = flaghook::read_delivery(status, answer);
    std::printf("%s: %s\n", to_string(delivery.outcome).data(), delivery.advice().data());
    for (const flaghook::complaint& issue : delivery.issues) {
        std::printf("%s: %s\n", issue.path.c_str(), issue.message.c_str());
    }
    return delivery.outcome == flaghook::delivery_outcome::accepted;
}
// [delivery]

int main(int argc, char** argv) {
    const std::string answer{std::istreambuf_iterator<char>(std::cin), {}};
    return recorded(argc > 1 ? std::atoi(argv[1]) : 200, answer) ? 0 : 1;
}
