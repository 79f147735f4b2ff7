// Compiled if the benchmark is built with a baseline. baseline/flaghook.hpp is that revision's
// single header in a renamed namespace.
#include "bench/peers/baseline.hpp"

#include "bench/peers/payload_text.hpp"

#include <baseline/flaghook.hpp>

namespace flaghook::bench {

namespace old = flaghook_baseline;

struct baseline::state {
    explicit state(const old::secret& key)
        : receiver(*old::verifier::make(key)),
          borrowing(*old::verifier::make(key)),
          verifier(*old::verifier::make(key)) {}

    old::parser<> reader;
    old::payload owning;
    old::parser<old::blueprint::latest_borrowed> borrowing_reader;
    old::borrowed_payload views;
    old::receiver receiver;
    decltype(receiver.make_answerer()) memory = receiver.make_answerer();
    old::borrowing_receiver borrowing;
    decltype(borrowing.make_answerer()) borrowing_memory = borrowing.make_answerer();
    old::verifier verifier;
};

baseline::baseline(std::string_view secret)
    : state_(std::make_unique<state>(*old::secret::from_text(secret))) {}

baseline::~baseline() = default;

bool baseline::parse(std::string_view body) {
    return state_->reader.parse(body, state_->owning);
}

bool baseline::parse_views(std::string_view body) {
    return state_->borrowing_reader.parse(body, state_->views);
}

int baseline::receive(std::string_view body, std::string_view signature) {
    return state_->receiver.receive(body, signature).status;
}

int baseline::receive_kept(std::string_view body, std::string_view signature) {
    return state_->receiver.receive(body, signature, state_->memory).status;
}

int baseline::receive_views(std::string_view body, std::string_view signature) {
    return state_->borrowing.receive(body, signature, state_->borrowing_memory).status;
}

bool baseline::verify(std::string_view body, std::string_view signature) {
    return state_->verifier.verify(body, signature);
}

std::string baseline::parsed() const {
    return flaghook_bench::text_of(state_->owning);
}

std::string baseline::parsed_views() const {
    return flaghook_bench::text_of(state_->views);
}

} // namespace flaghook::bench
