/// @file
/// What the benchmark compares with: the same work over other JSON libraries, as one would write it
/// by hand with care.
///
/// Every peer takes what senders write, whatever the order of the keys: unknown keys, escapes, ids
/// as text, date-times without an offset, with `Z`, with fractions. It checks what the
/// documentation asks for: required fields, types, the choices, one to so many code points of text.
/// It does it in the way that its documentation advises, and with a payload that is used again it
/// keeps its memory. None does what only the server does (white space, numbers as text, other
/// date-times, error trees), which is to their advantage.
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
/// Leaves `created_at` as it was, the date-time unread.
bool read_with_simdjson_without_times(std::string_view body, payload& out);

/// Writes a payload; nothing is checked but that RapidJSON takes it for UTF-8.
std::string write_with_rapidjson(const payload& of);
std::string write_with_nlohmann(const payload& of);

/// The parts that all peers share.
[[nodiscard]] std::optional<change_action> action_of(std::string_view text) noexcept;
[[nodiscard]] std::optional<author_type> author_type_of(std::string_view text) noexcept;
[[nodiscard]] bool is_text_of(std::string_view text, std::size_t longest) noexcept;

/// `YYYY-MM-DDTHH:MM:SS[.f+][Z|+HH:MM|-HH:MM]`, read with a few comparisons and no stream.
[[nodiscard]] std::optional<timestamp> time_of(std::string_view text) noexcept;

/// An id that is sent as text.
[[nodiscard]] std::optional<change_id> id_of(std::string_view text) noexcept;

/// Fills a list of changes anew and keeps the memory of those that are in it.
class refill {
public:
    explicit refill(std::vector<change>& list) noexcept : list_(list) {}

    /// Begins anew.
    void begin() noexcept { count_ = 0; }
    [[nodiscard]] change& add() {
        return count_ == list_.size() ? (++count_, list_.emplace_back()) : list_[count_++];
    }
    [[nodiscard]] change& last() noexcept { return list_[count_ - 1]; }
    void end() { list_.resize(count_); }

private:
    std::vector<change>& list_;
    std::size_t count_ = 0;
};

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
