#include "listen/flag_store.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace flaghook::listen {

namespace {

timestamp now() {
    return std::chrono::floor<timestamp::duration>(std::chrono::system_clock::now());
}

/// Converts a `statsPeriod` to seconds: digits, optionally followed by a unit.
std::chrono::seconds length_of(const std::string& period) {
    constexpr std::int64_t longest = 1'000'000'000;
    std::int64_t number = 0;
    for (const char digit : period) {
        if (digit >= '0' && digit <= '9') {
            number = std::min(number * 10 + (digit - '0'), longest);
        }
    }
    switch (period.back()) {
    case 'm':
        return std::chrono::minutes(number);
    case 'h':
        return std::chrono::hours(number);
    case 'd':
        return std::chrono::days(number);
    case 'w':
        return std::chrono::weeks(number);
    default:
        return std::chrono::seconds(number);
    }
}

/// Selects the entries that match a query, ignoring its page.
class selection {
public:
    explicit selection(const flag_log_query& query)
        : flags_(query.flags), from_(query.start), to_(query.end) {
        if (query.stats_period) {
            const std::chrono::seconds length = length_of(*query.stats_period);
            const bool reaches_back = length < now() - min_timestamp;
            from_ = reaches_back ? now() - length : min_timestamp;
        }
    }

    [[nodiscard]] bool has(const flag_log_entry& entry) const {
        return (flags_.empty() || std::ranges::find(flags_, entry.flag) != flags_.end()) &&
               (!from_ || entry.created_at >= *from_) && (!to_ || entry.created_at < *to_);
    }

private:
    const std::vector<std::string>& flags_;
    std::optional<timestamp> from_;
    std::optional<timestamp> to_;
};

} // namespace

flag_store::flag_store(std::vector<secret> secrets) {
    for (secret& one : secrets) {
        listed_secret shown{.created_at = now(),
                            .id = next_secret_++,
                            .provider = std::string(to_string(flag_provider::generic)),
                            .redacted = redact(one)};
        secrets_.push_back({std::move(shown), std::move(one)});
    }
    renew_checker();
}

void flag_store::record(std::span<const change> rows) {
    for (const change& row : rows) {
        entries_.push_back(to_log_entry(row, next_entry_++));
        if (entries_.size() > most_entries) {
            entries_.pop_front();
        }
    }
}

flag_store::part flag_store::find(const flag_log_query& query, std::size_t first,
                                  std::size_t most) const {
    const selection wanted(query);
    part result;
    for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
        if (!wanted.has(*entry)) {
            continue;
        }
        if (first != 0) {
            --first;
        } else if (result.page.data.size() == most) {
            result.has_more = true;
            break;
        } else {
            result.page.data.push_back(*entry);
        }
    }
    return result;
}

const flag_log_entry* flag_store::find(std::int64_t id) const noexcept {
    const auto found = std::ranges::lower_bound(entries_, id, {}, &flag_log_entry::id);
    return found != entries_.end() && found->id == id ? &*found : nullptr;
}

void flag_store::register_secret(signing_secret_registration registration) {
    const std::string name(to_string(registration.provider));
    std::erase_if(secrets_,
                  [&](const registered_secret& one) { return one.shown.provider == name; });
    listed_secret shown{.created_at = now(),
                        .id = next_secret_++,
                        .provider = name,
                        .redacted = redact(registration.signing_secret)};
    secrets_.push_back({std::move(shown), std::move(registration.signing_secret)});
    renew_checker();
}

signing_secret_page flag_store::registered() const {
    signing_secret_page result;
    for (auto one = secrets_.rbegin(); one != secrets_.rend(); ++one) {
        result.data.push_back(one->shown);
    }
    return result;
}

bool flag_store::remove_secret(std::int64_t id) {
    const bool found = std::erase_if(secrets_, [id](const registered_secret& one) {
                           return one.shown.id == id;
                       }) != 0;
    renew_checker();
    return found;
}

void flag_store::renew_checker() {
    const auto is_generic = [](const registered_secret& one) {
        return one.shown.provider == to_string(flag_provider::generic);
    };
    // Secrets are not copied, but moved to the checker's source and back. Their bytes keep their
    // address.
    std::vector<secret> valid;
    for (registered_secret& one : secrets_) {
        if (is_generic(one)) {
            valid.push_back(std::move(one.text));
        }
    }
    checker_ = valid.empty() ? nullptr
                             : std::make_unique<diagnosis::signature_checker>(
                                   valid, diagnosis::signature_checker::search_of_a_server);
    auto next = valid.begin();
    for (registered_secret& one : secrets_) {
        if (is_generic(one)) {
            one.text = std::move(*next++);
        }
    }
}

} // namespace flaghook::listen
