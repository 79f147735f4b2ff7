/// @file
/// What seeds are made of: one function for each source of them.
#ifndef FLAGHOOK_FUZZ_SEEDS_WRITERS_HPP
#define FLAGHOOK_FUZZ_SEEDS_WRITERS_HPP

#include "oracle/rules.hpp"
#include "seeds/seed_folder.hpp"

#include <filesystem>
#include <span>
#include <string_view>

namespace flaghook::fuzz {

/// A version's good payload with each value that is worth trying in each place, and the answers to
/// what is refused of them.
void add_declared(seed_folder& seeds, std::string_view version, std::span<const rule> rules);

/// Bodies around limits that are none of a field's.
void add_limits(seed_folder& seeds, std::span<const rule> rules);

/// The golden vectors, as inputs of each target that their operation is about.
void add_vectors(seed_folder& seeds, const std::filesystem::path& folder);

/// The samples of real senders, sent right and almost right.
void add_samples(seed_folder& seeds, const std::filesystem::path& folder);

/// Answers of other servers, and of what stands between.
void add_answers(seed_folder& seeds);

/// Payloads that cannot be sent, each for one reason.
void add_payloads(seed_folder& seeds);

/// Secrets at the limits of what can be registered, and headers of every form.
void add_secrets(seed_folder& seeds);

/// What the Flags API and an event's contexts bring.
void add_documents(seed_folder& seeds);

/// Steps for what remembers: replay guards and flag buffers.
void add_histories(seed_folder& seeds);

/// Inputs that are one text: date-times, integers, URLs.
void add_texts(seed_folder& seeds);

/// A dictionary for each target.
void add_dictionaries(seed_folder& seeds, std::span<const rule> rules);

} // namespace flaghook::fuzz

#endif
