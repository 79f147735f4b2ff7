/// @file
/// What the stand-in remembers: recorded changes and registered secrets.
#ifndef FLAGHOOK_LISTEN_FLAG_STORE_HPP
#define FLAGHOOK_LISTEN_FLAG_STORE_HPP

#include <flaghook/api/flag_log.hpp>
#include <flaghook/api/flag_log_query.hpp>
#include <flaghook/api/signing_secret.hpp>
#include <flaghook/signature/secret.hpp>

#include "diagnosis/signature_check.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace flaghook::listen {

/// One organization's audit log and signing secrets, in memory.
class flag_store {
public:
    /// The most changes that are kept; further ones displace the oldest.
    static constexpr std::size_t most_entries = 100'000;

    /// @param secrets those of the generic provider that were given at the start
    /// @throw tool::unusable when the crypto library fails
    explicit flag_store(std::vector<secret> secrets);

    /// Checks signatures with the secrets that are valid now; nobody's without any.
    [[nodiscard]] const diagnosis::signature_checker* checks_with() const noexcept {
        return checker_ ? &*checker_ : nullptr;
    }

    /// Writes changes to the audit log.
    void record(std::span<const change> rows);

    /// A part of the audit log, the newest first, and whether there is more behind it.
    struct part {
        flag_log_page page{};
        bool has_more = false;
    };

    /// The entries that a query asks for, by the times of the changes.
    /// @param first how many of them to pass over
    /// @param most how many to give
    [[nodiscard]] part find(const flag_log_query& query, std::size_t first, std::size_t most) const;

    /// The entry of a number, if it is kept.
    [[nodiscard]] const flag_log_entry* find(std::int64_t id) const noexcept;

    /// Registers a secret, in place of what its provider had.
    void register_secret(signing_secret_registration registration);

    /// The registered secrets, the newest first, redacted.
    [[nodiscard]] signing_secret_page registered() const;

    /// Deletes a secret.
    /// @return whether there was one of that number
    bool remove_secret(std::int64_t id);

private:
    struct registered_secret {
        listed_secret shown{};
        secret text;
    };

    void renew_checker();

    std::deque<flag_log_entry> entries_;
    std::int64_t next_entry_ = 1;
    std::vector<registered_secret> secrets_;
    std::int64_t next_secret_ = 1;
    std::optional<diagnosis::signature_checker> checker_;
};

} // namespace flaghook::listen

#endif
