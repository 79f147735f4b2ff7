#include "diagnosis/base64.hpp"
#include "diagnosis/hex.hpp"
#include "diagnosis/variants.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>

namespace flaghook::diagnosis {

namespace {

constexpr std::string_view as_registered = "use the secret exactly as it was registered";

class secret_changer {
public:
    explicit secret_changer(std::span<const std::byte> secret)
        : secret_(reinterpret_cast<const char*>(secret.data()), secret.size()) {}

    std::vector<secret_variant> make() && {
        add_decoded();
        add_surrounded();
        add_stripped();
        add_other_cases();
        add_absent();
        return std::move(made_);
    }

private:
    void add(wiping_bytes&& bytes, mistake what) {
        if (!std::equal(bytes.begin(), bytes.end(), secret_.begin(), secret_.end())) {
            made_.push_back({std::move(bytes), std::move(what)});
        }
    }

    void add_decoded() {
        if (std::optional<wiping_bytes> bytes = decode_hex<wiping_bytes>(secret_)) {
            add(std::move(*bytes), {"secret_from_hex", "with the secret decoded from hex",
                                    "use the secret as text, do not decode it"});
        }
        add_base64();
    }

    void add_base64() {
        std::optional<wiping_bytes> bytes = decode_base64<wiping_bytes>(secret_);
        if (!bytes) {
            return;
        }
        const bool is_for_urls = secret_.find_first_of("-_") != std::string_view::npos;
        add(std::move(*bytes),
            is_for_urls ? mistake{"secret_from_base64url", "with the secret decoded from base64url",
                                  "use the secret as text, do not decode it"}
                        : mistake{"secret_from_base64", "with the secret decoded from base64",
                                  "use the secret as text, do not decode it"});
    }

    void add_joined(std::initializer_list<std::string_view> parts, mistake what) {
        wiping_bytes bytes;
        // Reserving avoids a reallocation. The allocator would overwrite the old copy, but none is
        // needed.
        bytes.reserve(secret_.size() + 4);
        for (const std::string_view part : parts) {
            bytes.insert(bytes.end(), part.begin(), part.end());
        }
        add(std::move(bytes), std::move(what));
    }

    void add_surrounded() {
        const mistake line_end{
            "secret_line_end", "with a line end after the secret",
            "remove the line end when reading the secret, for example from a file"};
        add_joined({secret_, "\n"}, line_end);
        add_joined({secret_, "\r\n"}, line_end);
        const mistake quotes{
            "secret_quotes", "with quotes around the secret",
            "remove the quotes when reading the secret, for example from a settings file"};
        add_joined({"\"", secret_, "\""}, quotes);
        add_joined({"'", secret_, "'"}, quotes);
        const mistake blanks{"secret_blanks", "with a space before or after the secret",
                             "trim white space when reading the secret"};
        add_joined({secret_, " "}, blanks);
        add_joined({" ", secret_}, blanks);
        add_joined({" ", secret_, " "}, blanks);
        add_joined({"\xEF\xBB\xBF", secret_},
                   {"secret_byte_order_mark", "with a byte-order mark before the secret",
                    "save the secret's file without a byte-order mark"});
    }

    /// Covers the case that the secret given here has the extra characters.
    void add_stripped() {
        constexpr std::string_view around = " \t\r\n\"'";
        const std::size_t first = secret_.find_first_not_of(around);
        if (first != std::string_view::npos) {
            const std::size_t last = secret_.find_last_not_of(around);
            add_joined({secret_.substr(first, last - first + 1)},
                       {"secret_stripped", "without the quotes and white space around the secret",
                        "the secret given here has them: use the same text on both sides"});
        }
    }

    void add_other_cases() {
        const auto change = [&](char from, char to, const mistake& what) {
            wiping_bytes bytes(secret_.begin(), secret_.end());
            std::transform(bytes.begin(), bytes.end(), bytes.begin(), [&](char letter) {
                const bool changes = letter >= from && letter <= from + ('z' - 'a');
                return changes ? static_cast<char>(letter - from + to) : letter;
            });
            add(std::move(bytes), what);
        };
        change('A', 'a',
               {"secret_lower_case", "with the secret in lower case", std::string(as_registered)});
        change('a', 'A',
               {"secret_upper_case", "with the secret in upper case", std::string(as_registered)});
    }

    void add_absent() {
        add({}, {"secret_empty", "with an empty secret",
                 "the sender does not find its secret: check its configuration"});
        for (const std::string_view word : {"undefined", "null", "None"}) {
            add(wiping_bytes(word.begin(), word.end()),
                {"secret_empty", "with the word '" + std::string(word) + "' as secret",
                 "the sender does not find its secret: check its configuration"});
        }
    }

    std::string_view secret_;
    std::vector<secret_variant> made_;
};

} // namespace

std::vector<secret_variant> variants_of_secret(std::span<const std::byte> secret) {
    return secret_changer(secret).make();
}

} // namespace flaghook::diagnosis
