#include "seeds/seed_folder.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace flaghook::fuzz {

namespace fs = std::filesystem;

void stop(const std::string& reason) {
    std::fprintf(stderr, "write_seeds: %s\n", reason.c_str());
    std::exit(1);
}

void seed_folder::add(std::string_view target, std::string_view name, std::string_view content) {
    // Every engine tries the empty input first, so it is not a seed.
    if (content.empty() || content.size() > most_bytes ||
        !seen_[std::string(target)].emplace(content).second) {
        return;
    }
    write(fs::path(target) / name, content);
}

void seed_folder::add_body(std::string_view name, std::string_view body) {
    for (const std::string_view target : body_targets) {
        add(target, name, body);
    }
}

void seed_folder::add_dictionary(std::string_view target, const std::set<std::string>& words) {
    // The format that libFuzzer and AFL share (https://llvm.org/docs/LibFuzzer.html#dictionaries).
    std::string text;
    for (const std::string& word : words) {
        // Longer words are useless in a dictionary.
        constexpr std::size_t longest = 64;
        if (word.empty() || word.size() > longest) {
            continue;
        }
        text += '"';
        for (const char byte : word) {
            const bool plain = byte >= ' ' && byte <= '~' && byte != '"' && byte != '\\';
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), plain ? "%c" : "\\x%02X",
                          plain ? byte : static_cast<unsigned char>(byte));
            text += escape.data();
        }
        text += "\"\n";
    }
    write(std::string(target) + ".dict", text);
}

void seed_folder::write(const fs::path& name, std::string_view content) {
    const fs::path file = folder_ / name;
    // A second seed of the same name would silently replace the first one.
    if (fs::exists(file)) {
        stop("two seeds are named " + file.string());
    }
    fs::create_directories(file.parent_path());
    std::ofstream out(file, std::ios::binary);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    if (!out.flush()) {
        stop("cannot write " + file.string());
    }
}

} // namespace flaghook::fuzz
