#include "usage/suggestion.hpp"

#include <algorithm>
#include <utility>

namespace flaghook::usage {

namespace {

/// No command and no option is longer. Bounds the time for a word of any length.
constexpr std::size_t longest_word = 64;

} // namespace

std::size_t edit_distance(std::string_view from, std::string_view to) {
    // Each row has the distances between a beginning of `from` and all beginnings of `to`.
    std::vector<std::size_t> before_last;
    std::vector<std::size_t> last(to.size() + 1);
    for (std::size_t column = 0; column < last.size(); ++column) {
        last[column] = column;
    }
    for (std::size_t row = 1; row <= from.size(); ++row) {
        std::vector<std::size_t> current{row};
        for (std::size_t column = 1; column <= to.size(); ++column) {
            const bool is_same = from[row - 1] == to[column - 1];
            std::size_t least = std::min({last[column] + 1, current[column - 1] + 1,
                                          last[column - 1] + (is_same ? 0U : 1U)});
            if (row > 1 && column > 1 && from[row - 1] == to[column - 2] &&
                from[row - 2] == to[column - 1]) {
                least = std::min(least, before_last[column - 2] + 1);
            }
            current.push_back(least);
        }
        before_last = std::exchange(last, std::move(current));
    }
    return last.back();
}

std::string similar_word(std::string_view mistyped, const std::vector<std::string>& known) {
    std::string result;
    const std::size_t hyphens = mistyped.find_first_not_of('-');
    if (mistyped.size() > longest_word || hyphens == std::string_view::npos) {
        return result;
    }
    std::size_t least = (mistyped.size() - hyphens) / 3 + 1;
    for (const std::string& word : known) {
        if (const std::size_t distance = edit_distance(mistyped, word); distance < least) {
            least = distance;
            result = word;
        }
    }
    return result;
}

std::string did_you_mean(std::string_view mistyped, const std::vector<std::string>& known) {
    const std::string word = similar_word(mistyped, known);
    return word.empty() ? word : "; did you mean '" + word + "'?";
}

} // namespace flaghook::usage
