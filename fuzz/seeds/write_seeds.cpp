// Writes each target's seeds and dictionary from the declarations of the protocol's versions, the
// golden vectors, the samples of real senders, and lists of values to try.
//
// Usage: write_seeds CONFORMANCE-FOLDER OUT-FOLDER
//
// Writes OUT/TARGET/NAME and OUT/TARGET.dict. The same sources give the same files.

#include <flaghook/blueprint/v1.hpp>

#include "blueprint/v2.hpp"
#include "seeds/writers.hpp"

#include <cstdio>
#include <filesystem>
#include <vector>

int main(int count, char** arguments) {
    using namespace flaghook;
    using namespace flaghook::fuzz;
    if (count != 3) {
        std::fprintf(stderr, "usage: %s CONFORMANCE-FOLDER OUT-FOLDER\n", arguments[0]);
        return 2;
    }
    const std::filesystem::path conformance = arguments[1];
    seed_folder seeds(arguments[2]);
    std::filesystem::remove_all(arguments[2]);
    const std::vector<rule>& rules = rules_of<tests::v2>();
    add_declared(seeds, "v2", rules);
    add_declared(seeds, "v1", rules_of<blueprint::v1>());
    add_limits(seeds, rules);
    add_answers(seeds);
    add_vectors(seeds, conformance / "vectors");
    add_samples(seeds, conformance / "samples");
    add_payloads(seeds);
    add_documents(seeds);
    add_histories(seeds);
    add_secrets(seeds);
    add_texts(seeds);
    add_dictionaries(seeds, rules);
    return 0;
}
