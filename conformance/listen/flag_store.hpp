/// @file
/// The state of the stand-in: recorded changes and registered secrets.
#ifndef FLAGHOOK_LISTEN_FLAG_STORE_HPP
#define FLAGHOOK_LISTEN_FLAG_STORE_HPP

#include <flaghook/api/flag_log.hpp>
#include <flaghook/api/flag_log_query.hpp>
#include <flaghook/api/signing_secret.hpp>
#include <flaghook/signature/secret.hpp>

#include "diagnosis/signature_search.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace flaghook::listen {

/// One organization's audit log and signing secrets, in memory.
class flag_store {
public:
    /// The maximum number of changes; further ones displace the oldest.
    static constexpr std::size_t most_entries = 100'000;

    /// @param secrets the secrets of the generic provider that are registered at the start
    /// @throw tool::unusable if the crypto library fails
    explicit flag_store(std::vector<secret> secrets);

    /// Returns the checker for the currently valid secrets; null if there are none.
    [[nodiscard]] const diagnosis::signature_checker* checks_with() const noexcept {
        return checker_.get();
    }

    /// Adds changes to the audit log.
    void record(std::span<const change> rows);

    /// A part of the audit log, newest entries first, and whether more entries follow.
    struct part {
        flag_log_page page{};
        bool has_more = false;
    };

    /// Returns the entries that match a query. Its times refer to the times of the changes.
    /// @param first the number of entries to skip
    /// @param most the maximum number of entries to return
    [[nodiscard]] part find(const flag_log_query& query, std::size_t first, std::size_t most) const;

    /// Returns the entry with this number; null if it is not kept.
    [[nodiscard]] const flag_log_entry* find(std::int64_t id) const noexcept;

    /// Registers a secret, replacing the provider's previous one.
    void register_secret(signing_secret_registration registration);

    /// Returns the registered secrets, newest first, redacted.
    [[nodiscard]] signing_secret_page registered() const;

    /// Deletes a secret.
    /// @return whether there was one with this number
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
    std::unique_ptr<diagnosis::signature_checker> checker_;
};

} // namespace flaghook::listen

#endif
