/// @file
/// Splits a stream of bytes into lines.
#ifndef FLAGHOOK_SUITE_LINE_SPLITTER_HPP
#define FLAGHOOK_SUITE_LINE_SPLITTER_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::suite {

/// Splits blocks of bytes into lines, with bounded memory: only the beginning of an overlong line
/// is kept.
class line_splitter {
public:
    /// @param longest the maximum size of a line, in bytes without the line feed
    explicit line_splitter(std::size_t longest) noexcept : longest_(longest) {}

    /// Processes the next block. Calls `take(line, whole)` for each completed line: its bytes
    /// without the line feed, and whether the line is complete or was cut.
    /// @par Complexity
    /// Linear in the block; lines inside one block are not copied.
    template <class Take>
    void feed(std::string_view block, Take take) {
        while (true) {
            const std::size_t end = block.find('\n');
            const std::string_view part = block.substr(0, end);
            if (end == std::string_view::npos) {
                keep(part);
                return;
            }
            if (begun_.empty() && part.size() <= longest_) {
                take(part, true);
            } else {
                keep(part);
                take(std::string_view(begun_), !too_long_);
            }
            forget();
            block.remove_prefix(end + 1);
        }
    }

    /// Ends the stream: passes on a last line without a line feed, if there is one.
    template <class Take>
    void finish(Take take) {
        if (!begun_.empty()) {
            take(std::string_view(begun_), !too_long_);
            forget();
        }
    }

    /// Returns the kept part of the unfinished line.
    [[nodiscard]] const std::string& begun() const noexcept { return begun_; }

    /// Checks whether the unfinished line already exceeds the limit.
    [[nodiscard]] bool too_long() const noexcept { return too_long_; }

private:
    void keep(std::string_view part) {
        const std::size_t room = longest_ - begun_.size();
        begun_.append(part.substr(0, room));
        too_long_ = too_long_ || part.size() > room;
    }

    void forget() noexcept {
        begun_.clear();
        too_long_ = false;
    }

    std::size_t longest_;
    std::string begun_;
    bool too_long_ = false;
};

} // namespace flaghook::suite

#endif
