/// @file
/// The library at another revision, to compare with.
#ifndef FLAGHOOK_TESTS_BENCH_PEERS_BASELINE_HPP
#define FLAGHOOK_TESTS_BENCH_PEERS_BASELINE_HPP

#include <memory>
#include <string>
#include <string_view>

namespace flaghook::bench {

/// Parses, receives and emits with that revision. The interface uses none of its types, because
/// they have the same names as today's.
class baseline {
public:
    explicit baseline(std::string_view secret);
    ~baseline();
    baseline(const baseline&) = delete;
    baseline& operator=(const baseline&) = delete;

    /// Parses a body into a payload that owns its text and is reused.
    [[nodiscard]] bool parse(std::string_view body);
    /// Parses a body into a payload of views that is reused.
    [[nodiscard]] bool parse_views(std::string_view body);

    /// @return the HTTP status
    [[nodiscard]] int receive(std::string_view body, std::string_view signature);
    [[nodiscard]] int receive_kept(std::string_view body, std::string_view signature);
    [[nodiscard]] int receive_views(std::string_view body, std::string_view signature);

    [[nodiscard]] bool verify(std::string_view body, std::string_view signature);

    /// Returns the contents of the payload that `parse` filled, as text; see payload_text.hpp.
    [[nodiscard]] std::string parsed() const;
    /// Returns the contents of the payload that `parse_views` filled.
    [[nodiscard]] std::string parsed_views() const;

private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace flaghook::bench

#endif
