/// @file
/// A bar for people who wait.
#ifndef FLAGHOOK_SUITE_PROGRESS_HPP
#define FLAGHOOK_SUITE_PROGRESS_HPP

#include <cstddef>
#include <string>

namespace flaghook::suite {

/// Shows on standard error how far a run is; shows nothing where that is no terminal. The line is
/// wiped at the end.
class progress_bar {
public:
    /// @param name what is run
    /// @param total how many steps there are
    progress_bar(const std::string& name, std::size_t total);
    progress_bar(const progress_bar&) = delete;
    progress_bar& operator=(const progress_bar&) = delete;
    ~progress_bar();

    /// Shows that so many steps are done.
    void show(std::size_t done);

private:
    std::string name_;
    std::size_t total_;
    bool visible_;
    std::size_t shown_ = 0;
};

} // namespace flaghook::suite

#endif
