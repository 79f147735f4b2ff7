#include "suite/progress.hpp"

#include "tool/output.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string_view>

namespace flaghook::suite {

namespace {

constexpr std::size_t bar_width = 24;
constexpr std::size_t name_width = 32;

bool is_visible() noexcept {
    const char* const kind = std::getenv("TERM"); // NOLINT(concurrency-mt-unsafe)
    return ::isatty(STDERR_FILENO) == 1 && kind != nullptr && std::string_view(kind) != "dumb";
}

} // namespace

progress_bar::progress_bar(const std::string& name, std::size_t total, bool is_wanted)
    : name_(tool::printable(name)),
      total_(std::max<std::size_t>(total, 1)),
      visible_(is_wanted && is_visible()) {
    if (name_.size() > name_width) {
        name_ = tool::printable(name_.substr(0, name_width - 3)) + "...";
    }
    show(0);
}

progress_bar::~progress_bar() {
    if (visible_) {
        std::cerr << "\r\x1b[K" << std::flush;
    }
}

void progress_bar::show(std::size_t done) {
    const std::size_t filled = done * bar_width / total_;
    // Writing to a terminal is slow, so only visible steps are written.
    if (!visible_ || (done != 0 && done != total_ && done - shown_ < total_ / 100)) {
        return;
    }
    shown_ = done;
    std::cerr << "\r[" << std::string(filled, '#') << std::string(bar_width - filled, ' ') << "] "
              << done << '/' << total_ << ' ' << name_ << "\x1b[K" << std::flush;
}

} // namespace flaghook::suite
