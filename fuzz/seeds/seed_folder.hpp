/// @file
/// Writes the folder of seeds and dictionaries.
#ifndef FLAGHOOK_FUZZ_SEEDS_SEED_FOLDER_HPP
#define FLAGHOOK_FUZZ_SEEDS_SEED_FOLDER_HPP

#include <array>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace flaghook::fuzz {

/// The largest size of a seed. It is enough for the deepest body, and larger inputs slow a fuzzer
/// down.
inline constexpr std::size_t most_bytes = std::size_t{48} << 10U;

/// The targets whose input is just a body.
inline constexpr std::array<std::string_view, 3> body_targets{"parse", "round_trip",
                                                              "differential"};

/// Prints the reason and ends the program.
[[noreturn]] void stop(const std::string& reason);

/// Writes files, each content once per target.
class seed_folder {
public:
    explicit seed_folder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Adds an input of one target.
    void add(std::string_view target, std::string_view name, std::string_view content);

    /// Adds a body to each target whose input it is.
    void add_body(std::string_view name, std::string_view body);

    /// Writes a target's dictionary.
    void add_dictionary(std::string_view target, const std::set<std::string>& words);

private:
    void write(const std::filesystem::path& name, std::string_view content);

    std::filesystem::path folder_;
    std::map<std::string, std::set<std::string>, std::less<>> seen_;
};

} // namespace flaghook::fuzz

#endif
