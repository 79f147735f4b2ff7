/// @file
/// A progress bar.
#ifndef FLAGHOOK_SUITE_PROGRESS_HPP
#define FLAGHOOK_SUITE_PROGRESS_HPP

#include <cstddef>
#include <string>

namespace flaghook::suite {

/// Shows on standard error how far a run is, if that is a terminal. Erases the line at the end.
class progress_bar {
public:
    /// @param name what is being run
    /// @param total the number of steps
    /// @param is_wanted whether to show anything
    progress_bar(const std::string& name, std::size_t total, bool is_wanted);
    progress_bar(const progress_bar&) = delete;
    progress_bar& operator=(const progress_bar&) = delete;
    ~progress_bar();

    /// Shows that `done` steps are finished.
    void show(std::size_t done);

private:
    std::string name_;
    std::size_t total_;
    bool visible_;
    std::size_t shown_ = 0;
};

} // namespace flaghook::suite

#endif
