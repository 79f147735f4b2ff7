/// @file
/// Lines out of a stream of bytes.
#ifndef FLAGHOOK_SUITE_LINE_SPLITTER_HPP
#define FLAGHOOK_SUITE_LINE_SPLITTER_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::suite {

/// Cuts blocks of bytes, as they come, into lines, and bounds what a line costs: of one that is too
/// long only the beginning is kept.
class line_splitter {
public:
    /// @param longest the most bytes of a line, without the line feed
    explicit line_splitter(std::size_t longest) noexcept : longest_(longest) {}

    /// Takes the next block, and calls `take(line, whole)` for each line that it ends: the bytes
    /// before the line feed, and whether these are all of the line.
    /// @par Complexity
    /// Linear; lines inside of one block are not copied.
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

    /// Ends the stream: hands over a last line without a line feed, if there is one.
    template <class Take>
    void finish(Take take) {
        if (!begun_.empty()) {
            take(std::string_view(begun_), !too_long_);
            forget();
        }
    }

    /// The line that has begun and not ended, as far as it is kept.
    [[nodiscard]] const std::string& begun() const noexcept { return begun_; }

    /// Whether the line that has begun is longer than the limit already.
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
