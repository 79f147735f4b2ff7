/// @file
/// The library as it was at another revision, beside the one that is measured.
#ifndef FLAGHOOK_TESTS_BENCH_PEERS_BASELINE_HPP
#define FLAGHOOK_TESTS_BENCH_PEERS_BASELINE_HPP

#include <memory>
#include <string>
#include <string_view>

namespace flaghook::bench {

/// What that revision does with bodies. Its types are named here by nothing: they have the names of
/// today's.
class baseline {
public:
    explicit baseline(std::string_view secret);
    ~baseline();
    baseline(const baseline&) = delete;
    baseline& operator=(const baseline&) = delete;

    /// Into a payload that owns its text, and is kept.
    [[nodiscard]] bool parse(std::string_view body);
    /// Into a payload of views, which is kept.
    [[nodiscard]] bool parse_views(std::string_view body);

    /// @return the status
    [[nodiscard]] int receive(std::string_view body, std::string_view signature);
    [[nodiscard]] int receive_kept(std::string_view body, std::string_view signature);
    [[nodiscard]] int receive_views(std::string_view body, std::string_view signature);

    [[nodiscard]] bool verify(std::string_view body, std::string_view signature);

    /// Everything in the payload that `parse` filled, as text; see payload_text.hpp.
    [[nodiscard]] std::string parsed() const;
    /// The same of `parse_views`.
    [[nodiscard]] std::string parsed_views() const;

private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace flaghook::bench

#endif
