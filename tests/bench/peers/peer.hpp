/// @file
/// The implementations that the benchmark compares with: the same work over other JSON libraries,
/// written by hand with care.
///
/// Every peer accepts real senders' bodies, with keys in any order: unknown keys, escapes, ids as
/// text, date-times without an offset, with `Z`, with fractions. It checks the documented rules:
/// required fields, types, options, and the number of code points of a text. It follows the advice
/// of its library's documentation, and keeps its memory when a payload is reused. No peer
/// implements the rules that only the server has (white space, numbers as text, other date-times,
/// error trees), which makes the peers faster.
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
/// @return whether the body is valid
using read_function = bool (*)(std::string_view body, payload& out);

bool read_with_nlohmann(std::string_view body, payload& out);
bool read_with_boost_json(std::string_view body, payload& out);
bool read_with_rapidjson(std::string_view body, payload& out);
bool read_with_simdjson(std::string_view body, payload& out);
/// Leaves `created_at` unchanged and does not read the date-time.
bool read_with_simdjson_without_times(std::string_view body, payload& out);

/// Writes a payload. The only check is RapidJSON's check for UTF-8.
std::string write_with_rapidjson(const payload& of);
std::string write_with_nlohmann(const payload& of);

/// Returns the action of a name. The functions below are shared by all peers.
[[nodiscard]] std::optional<change_action> action_of(std::string_view text) noexcept;
[[nodiscard]] std::optional<author_type> author_type_of(std::string_view text) noexcept;
[[nodiscard]] bool is_text_of(std::string_view text, std::size_t longest) noexcept;

/// Reads `YYYY-MM-DDTHH:MM:SS[.f+][Z|+HH:MM|-HH:MM]` with a few comparisons and without a stream.
[[nodiscard]] std::optional<timestamp> time_of(std::string_view text) noexcept;

/// Reads an id that is sent as text.
[[nodiscard]] std::optional<change_id> id_of(std::string_view text) noexcept;

/// Refills a list of changes and reuses the memory of its elements.
class refill {
public:
    explicit refill(std::vector<change>& list) noexcept : list_(list) {}

    /// Starts to fill the list from its beginning.
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

/// Keeps the first change of each id, using a table with reserved memory.
void keep_first_of_each_id(std::vector<change>& changes);

/// Computes HMAC-SHA-256 with OpenSSL, in hexadecimal digits.
class peer_hmac {
public:
    explicit peer_hmac(std::string_view secret);
    ~peer_hmac();
    peer_hmac(const peer_hmac&) = delete;
    peer_hmac& operator=(const peer_hmac&) = delete;

    /// Starts from a state that was prepared with the key.
    [[nodiscard]] std::string prepared(std::string_view body) const;
    /// Calls `HMAC()`, as most code does.
    [[nodiscard]] std::string one_shot(std::string_view body) const;

private:
    std::string secret_;
    void* prepared_;
};

/// Compares two texts in constant time.
[[nodiscard]] bool same_signature(std::string_view left, std::string_view right) noexcept;

} // namespace flaghook::bench

#endif
