#include "diagnosis/signature_plan.hpp"

#include "tool/output.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <limits>
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

/// A method to compute a digest.
struct computation {
    hash function = hash::sha256;
    construction how = construction::hmac;
};

bool is_documented(hash function, construction how) {
    return function == hash::sha256 && how == construction::hmac;
}

mistake mistake_of(hash function, construction how) {
    const std::string name(name_of(function));
    const std::string advice = "compute HMAC-SHA-256 with the secret as key";
    switch (how) {
    case construction::hmac:
        return {"other_hash", "as HMAC-" + name, advice + ", not HMAC-" + name};
    case construction::swapped_hmac:
        return {"swapped_arguments",
                "as HMAC-" + name + " with the body as key and the secret as message",
                "the key must be the secret: swap the two arguments"};
    case construction::plain:
        return {"plain_hash", "as plain " + name + " of the body, without the secret",
                advice + ", not a plain hash of the body"};
    case construction::secret_first:
        return {"secret_prepended", "as " + name + " of the secret followed by the body",
                advice + ", not a hash of both"};
    case construction::secret_last:
        break;
    }
    return {"secret_appended", "as " + name + " of the body followed by the secret",
            advice + ", not a hash of both"};
}

/// Returns the methods to compute a digest of one of the sizes in the header, for each hash
/// function the documented method first.
std::vector<computation> computations_for(const std::vector<header_reading>& readings) {
    std::vector<computation> result;
    for (const hash function : {hash::sha256, hash::sha1, hash::sha512}) {
        const bool is_claimed =
            std::any_of(readings.begin(), readings.end(), [&](const header_reading& one) {
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

/// The maximum size of all variants of a body together, in bytes.
constexpr std::size_t most_memory = std::size_t{64} << 20U;

/// Deducts the cost of hashing a body. Even a short one has a cost, since the key is hashed, too.
bool take(std::size_t size, std::size_t& left) {
    constexpr std::size_t key_cost = 256;
    const std::size_t cost = size + key_cost;
    if (cost > left) {
        return false;
    }
    left -= cost;
    return true;
}

} // namespace

signature_plan::signature_plan(std::span<const std::span<const std::byte>> secrets,
                               std::string_view body, std::string_view header,
                               std::size_t most_hashed)
    : readings_(read_header(header)) {
    if (readings_.all.empty()) {
        extent_ = search_extent::none;
        return;
    }
    changed_bodies_ =
        variants_of_body(body, readings_.timestamps, std::min(most_hashed, most_memory));
    bodies_.push_back({body});
    for (const body_variant& one : changed_bodies_.all) {
        bodies_.push_back({one.bytes, &one.mistake});
    }
    changed_secrets_.reserve(secrets.size());
    for (const std::span<const std::byte> secret : secrets) {
        secrets_.push_back({text(secret)});
        for (const secret_variant& one :
             changed_secrets_.emplace_back(variants_of_secret(secret))) {
            secrets_.push_back({{one.bytes.data(), one.bytes.size()}, &one.mistake});
        }
    }
    // Attempts store 16-bit indices, so further variants are not tried.
    constexpr std::size_t most_named = std::numeric_limits<std::uint16_t>::max();
    secrets_.resize(std::min(secrets_.size(), most_named));
    bodies_.resize(std::min(bodies_.size(), most_named));
    plan(most_hashed);
}

void signature_plan::plan(std::size_t most_hashed) {
    std::size_t left = most_hashed;
    for (std::size_t mistakes = 0; mistakes <= 3; ++mistakes) {
        if (!plan_combinations(mistakes, left)) {
            extent_ = mistakes <= 1 ? search_extent::part : search_extent::single_mistakes;
            return;
        }
    }
    if (changed_bodies_.is_cut) {
        extent_ = search_extent::part;
    }
}

/// Adds all attempts with exactly `mistakes` mistakes, not counting those of the header.
/// @return whether the limit allowed all of them
bool signature_plan::plan_combinations(std::size_t mistakes, std::size_t& left) {
    for (const computation& way : computations_for(readings_.all)) {
        const bool documented = is_documented(way.function, way.how);
        // Without a secret in the hash, the digest is the same for all secrets.
        const std::size_t secrets = way.how == construction::plain ? 1 : secrets_.size();
        for (std::size_t secret = 0; secret < std::min(secrets, secrets_.size()); ++secret) {
            for (std::size_t body = 0; body < bodies_.size(); ++body) {
                const std::size_t made =
                    static_cast<std::size_t>(!documented) +
                    static_cast<std::size_t>(secrets_[secret].mistake != nullptr) +
                    static_cast<std::size_t>(bodies_[body].mistake != nullptr);
                if (made != mistakes) {
                    continue;
                }
                if (!take(bodies_[body].bytes.size(), left)) {
                    return false;
                }
                attempts_.push_back({way.function, way.how, static_cast<std::uint16_t>(secret),
                                     static_cast<std::uint16_t>(body)});
            }
        }
    }
    return true;
}

std::vector<mistake> signature_plan::mistakes_of(const attempt& fitting,
                                                 const header_reading& reading) const {
    std::vector<mistake> result;
    if (const mistake* const of_body = bodies_[fitting.body].mistake) {
        result.push_back(*of_body);
    }
    if (const mistake* const of_secret = secrets_[fitting.secret].mistake) {
        result.push_back(*of_secret);
    }
    if (!is_documented(fitting.function, fitting.how)) {
        result.push_back(mistake_of(fitting.function, fitting.how));
    }
    result.insert(result.end(), reading.mistakes.begin(), reading.mistakes.end());
    return result;
}

namespace {

/// Builds a sentence such as `it fits the body rewritten as compact JSON, with the secret
/// decoded from hex; ...`, which ends with the advice.
std::string sentence(const std::vector<mistake>& mistakes) {
    std::string fits = "it fits";
    std::string advice;
    const char* separator = " ";
    for (const mistake& one : mistakes) {
        fits.append(separator).append(one.fits);
        separator = ", ";
        if (advice.find(one.advice) == std::string::npos) {
            advice.append("; ").append(one.advice);
        }
    }
    return fits + advice;
}

/// Says how far the search went, if it did not try everything.
std::string limit(search_extent extent, std::size_t size) {
    switch (extent) {
    case search_extent::single_mistakes:
        return "; a body of " + tool::counted(size, "byte") +
               " is too large to try several mistakes at once";
    case search_extent::part:
        return "; a body of " + tool::counted(size, "byte") +
               " is too large to try all known mistakes";
    default:
        return {};
    }
}

std::string nothing_found(header_form form, search_extent extent) {
    const std::string unexplained =
        std::string("not the signature of the body under this secret, and none of the ") +
        (extent == search_extent::whole ? "known mistakes" : "mistakes that were tried") +
        " explains ";
    if (form == header_form::well_formed) {
        return "it has the documented form, but is " + unexplained +
               "it; check that both sides use the same secret, and that the bytes that are signed "
               "are those that are sent";
    }
    std::string result(explain(form));
    if (extent != search_extent::none) {
        result += "; also, its digits are " + unexplained + "them";
    }
    return result;
}

bool is_coded(std::string_view content_encoding) {
    return !content_encoding.empty() && content_encoding != "identity";
}

} // namespace

signature_verdict fitting(const presented_signature& signature) {
    return {
        .matches = true, .form = classify_header(signature.header), .message = "it fits the body"};
}

signature_verdict mismatching(const presented_signature& signature, std::size_t body_size,
                              const search_result& found) {
    signature_verdict result{.form = classify_header(signature.header)};
    if (!signature.header) {
        result.message = explain(result.form);
        return result;
    }
    if (!found.mistakes.empty()) {
        for (const mistake& one : found.mistakes) {
            result.mistakes.emplace_back(one.code);
        }
        result.message = sentence(found.mistakes);
        return result;
    }
    result.message = nothing_found(result.form, found.extent) + limit(found.extent, body_size);
    if (is_coded(signature.content_encoding)) {
        result.message +=
            "; the request has the header Content-Encoding: " +
            tool::beginning(signature.content_encoding, 20) +
            ", but Sentry does not decode it: sign and send the original body, without "
            "that header";
    }
    return result;
}

boost::json::object to_json(const signature_verdict& verdict) {
    return {{"matches", verdict.matches},
            {"form", to_string(verdict.form)},
            {"message", verdict.message},
            {"mistakes", boost::json::array(verdict.mistakes.begin(), verdict.mistakes.end())}};
}

} // namespace flaghook::diagnosis
