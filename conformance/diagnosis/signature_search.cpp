#include "diagnosis/signature_search.hpp"

#include <flaghook/signature/default_backend.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

namespace flaghook::diagnosis {

namespace {

std::string_view name_of(hash function) {
    switch (function) {
    case hash::sha1:
        return "SHA-1";
    case hash::sha512:
        return "SHA-512";
    case hash::sha256:
        break;
    }
    return "SHA-256";
}

/// A way to compute a digest, and the mistake that it is.
struct computation {
    hash function = hash::sha256;
    construction how = construction::hmac;

    [[nodiscard]] bool is_documented() const {
        return function == hash::sha256 && how == construction::hmac;
    }

    [[nodiscard]] bool takes_secret() const { return how != construction::plain; }

    [[nodiscard]] mistake as_mistake() const {
        const std::string name(name_of(function));
        const std::string advice = "compute HMAC-SHA-256 with the secret as key";
        switch (how) {
        case construction::hmac:
            return {"other_hash", "as HMAC-" + name, advice + ", not HMAC-" + name};
        case construction::swapped_hmac:
            return {"swapped_arguments",
                    "as HMAC-" + name + " with secret and body swapped, the body as key",
                    "the secret is the key, the body the message: swap the two arguments"};
        case construction::plain:
            return {"plain_hash", "as plain " + name + " of the body, without the secret",
                    advice + ", not a hash of the body alone"};
        case construction::secret_first:
            return {"secret_prepended", "as " + name + " of the secret with the body behind it",
                    advice + ", not a hash of both"};
        case construction::secret_last:
            break;
        }
        return {"secret_appended", "as " + name + " of the body with the secret behind it",
                advice + ", not a hash of both"};
    }
};

/// Every way to compute a digest of one of the claimed sizes, the documented one first.
std::vector<computation> computations_for(const std::vector<header_reading>& readings) {
    std::vector<computation> result;
    for (const hash function : {hash::sha256, hash::sha1, hash::sha512}) {
        const bool is_claimed = std::ranges::any_of(readings, [&](const header_reading& one) {
            return hash_of_size(one.value.size) == function;
        });
        if (!is_claimed) {
            continue;
        }
        for (const construction how :
             {construction::hmac, construction::plain, construction::secret_first,
              construction::secret_last, construction::swapped_hmac}) {
            result.push_back({function, how});
        }
    }
    return result;
}

std::string_view text(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A body or a secret, with the mistake that it is; none for the right one.
struct candidate {
    std::string_view bytes;
    const diagnosis::mistake* mistake = nullptr;
};

/// The most bytes of all variants of a body.
constexpr std::size_t most_memory = std::size_t{64} << 20U;

class search {
public:
    search(std::span<const std::span<const std::byte>> secrets, std::string_view body,
           header_readings readings, std::size_t most_hashed)
        : readings_(std::move(readings)),
          left_(most_hashed),
          changed_bodies_(
              variants_of_body(body, readings_.timestamps, std::min(most_hashed, most_memory))),
          computations_(computations_for(readings_.all)) {
        bodies_.push_back({body});
        for (const body_variant& one : changed_bodies_.all) {
            bodies_.push_back({one.bytes, &one.mistake});
        }
        for (const std::span<const std::byte> secret : secrets) {
            secrets_.push_back({text(secret)});
            std::vector<secret_variant>& changed =
                changed_secrets_.emplace_back(variants_of_secret(secret));
            for (const secret_variant& one : changed) {
                secrets_.push_back({{one.bytes.data(), one.bytes.size()}, &one.mistake});
            }
        }
    }

    search_result run() {
        search_result result;
        for (std::size_t mistakes = 0; mistakes <= 3; ++mistakes) {
            if (!try_all(mistakes, result)) {
                result.extent =
                    mistakes <= 1 ? search_extent::part : search_extent::single_mistakes;
                return result;
            }
            if (!result.mistakes.empty()) {
                return result;
            }
        }
        if (changed_bodies_.is_cut) {
            result.extent = search_extent::part;
        }
        return result;
    }

private:
    /// Tries all combinations of that many mistakes beside the header's.
    /// @return whether there was room for all of them, or one fits
    bool try_all(std::size_t mistakes, search_result& into) {
        for (const computation& how : computations_) {
            for (const candidate& secret : secrets_) {
                if (!how.takes_secret() && secret.bytes.data() != secrets_.front().bytes.data()) {
                    continue;
                }
                for (const candidate& body : bodies_) {
                    const std::size_t made = static_cast<std::size_t>(!how.is_documented()) +
                                             static_cast<std::size_t>(secret.mistake != nullptr) +
                                             static_cast<std::size_t>(body.mistake != nullptr);
                    if (made != mistakes) {
                        continue;
                    }
                    if (!take(body.bytes.size())) {
                        return false;
                    }
                    if (try_one(how, secret, body, into)) {
                        return true;
                    }
                }
            }
        }
        return true;
    }

    /// Takes what a body costs, short ones included: the keys are hashed, too.
    bool take(std::size_t size) {
        constexpr std::size_t key_cost = 256;
        const std::size_t cost = size + key_cost;
        if (cost > left_) {
            return false;
        }
        left_ -= cost;
        return true;
    }

    bool try_one(const computation& how, const candidate& secret, const candidate& body,
                 search_result& into) {
        const std::optional<digest> made = compute(how.function, how.how, secret.bytes, body.bytes);
        for (const header_reading& reading : readings_.all) {
            // A right signature of other bytes must not be found digit by digit, by time.
            if (!made || made->size != reading.value.size ||
                !default_backend::equal(made->bytes.data(), reading.value.bytes.data(),
                                        made->size)) {
                continue;
            }
            if (body.mistake != nullptr) {
                into.mistakes.push_back(*body.mistake);
            }
            if (secret.mistake != nullptr) {
                into.mistakes.push_back(*secret.mistake);
            }
            if (!how.is_documented()) {
                into.mistakes.push_back(how.as_mistake());
            }
            into.mistakes.insert(into.mistakes.end(), reading.mistakes.begin(),
                                 reading.mistakes.end());
            return true;
        }
        return false;
    }

    header_readings readings_;
    std::size_t left_;
    body_variants changed_bodies_;
    std::vector<std::vector<secret_variant>> changed_secrets_;
    std::vector<computation> computations_;
    std::vector<candidate> bodies_;
    std::vector<candidate> secrets_;
};

} // namespace

search_result search_mistakes(std::span<const std::span<const std::byte>> secrets,
                              std::string_view body, std::string_view header,
                              std::size_t most_hashed) {
    header_readings readings = read_header(header);
    if (readings.all.empty()) {
        return {.extent = search_extent::none};
    }
    return search(secrets, body, std::move(readings), most_hashed).run();
}

} // namespace flaghook::diagnosis
