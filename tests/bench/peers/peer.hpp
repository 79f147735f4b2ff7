/// @file
/// What the benchmark compares with: the same work over other JSON libraries, as one would write it
/// by hand with care.
///
/// Every peer checks what Sentry asks of a payload of documented form: required fields, types, the
/// choices, one to so many code points of text, a date-time with an offset. None of them does what
/// only this library does (white space, numbers as text, other date-times, error trees), which is
/// to their advantage.
#ifndef FLAGHOOK_TESTS_BENCH_PEERS_PEER_HPP
#define FLAGHOOK_TESTS_BENCH_PEERS_PEER_HPP

#include <flaghook/model/payload.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::bench {

/// Reads a body into a payload that owns its text.
/// @return whether it is good
using read_function = bool (*)(std::string_view body, payload& out);

bool read_with_nlohmann(std::string_view body, payload& out);
bool read_with_boost_json(std::string_view body, payload& out);
bool read_with_rapidjson(std::string_view body, payload& out);
bool read_with_simdjson(std::string_view body, payload& out);

/// Writes a payload; nothing is checked but that RapidJSON takes it for UTF-8.
std::string write_with_rapidjson(const payload& of);
std::string write_with_nlohmann(const payload& of);

/// The parts that all peers share.
[[nodiscard]] std::optional<action> action_of(std::string_view text) noexcept;
[[nodiscard]] std::optional<author_type> author_type_of(std::string_view text) noexcept;
[[nodiscard]] bool is_text_of(std::string_view text, std::size_t longest) noexcept;

/// `YYYY-MM-DDTHH:MM:SS` with an offset, read with a few comparisons and no stream.
[[nodiscard]] std::optional<timestamp> time_of(std::string_view text) noexcept;

/// Keeps the first change of each id, with a table that is reserved before.
void keep_first_of_each_id(std::vector<change>& changes);

/// An HMAC-SHA-256 over OpenSSL in hexadecimal digits.
class peer_hmac {
public:
    explicit peer_hmac(std::string_view secret);
    ~peer_hmac();
    peer_hmac(const peer_hmac&) = delete;
    peer_hmac& operator=(const peer_hmac&) = delete;

    /// From a state that was prepared with the key.
    [[nodiscard]] std::string prepared(std::string_view body) const;
    /// With `HMAC()`, as most code does it.
    [[nodiscard]] std::string one_shot(std::string_view body) const;

private:
    std::string secret_;
    void* prepared_;
};

/// Whether two texts are equal, in constant time.
[[nodiscard]] bool same_signature(std::string_view left, std::string_view right) noexcept;

} // namespace flaghook::bench

#endif
