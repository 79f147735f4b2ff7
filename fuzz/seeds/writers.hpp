/// @file
/// Functions that write seeds, one for each source.
#ifndef FLAGHOOK_FUZZ_SEEDS_WRITERS_HPP
#define FLAGHOOK_FUZZ_SEEDS_WRITERS_HPP

#include "oracle/rules.hpp"
#include "seeds/seed_folder.hpp"

#include <filesystem>
#include <span>
#include <string_view>

namespace flaghook::fuzz {

/// Adds a version's valid payload with each interesting value in each place, and the answers to
/// refused ones.
void add_declared(seed_folder& seeds, std::string_view version, std::span<const rule> rules);

/// Adds bodies around limits that belong to no field.
void add_limits(seed_folder& seeds, std::span<const rule> rules);

/// Adds the golden vectors as inputs of the targets that match their operation.
void add_vectors(seed_folder& seeds, const std::filesystem::path& folder);

/// Adds the samples of real senders, with signatures that are right and almost right.
void add_samples(seed_folder& seeds, const std::filesystem::path& folder);

/// Adds answers of other servers and of proxies.
void add_answers(seed_folder& seeds);

/// Adds payloads that cannot be sent, each for one reason.
void add_payloads(seed_folder& seeds);

/// Adds secrets at the limits of registration, and headers of every form.
void add_secrets(seed_folder& seeds);

/// Adds documents of the Flags API and of event contexts.
void add_documents(seed_folder& seeds);

/// Adds steps for stateful classes: replay guards and flag buffers.
void add_histories(seed_folder& seeds);

/// Adds inputs of one text: date-times, integers, URLs.
void add_texts(seed_folder& seeds);

/// Adds a dictionary for each target.
void add_dictionaries(seed_folder& seeds, std::span<const rule> rules);

} // namespace flaghook::fuzz

#endif
