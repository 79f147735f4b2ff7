/// @file
/// Bytes to a payload, as the server decides.
#ifndef FLAGHOOK_JSON_PARSE_HPP
#define FLAGHOOK_JSON_PARSE_HPP

#include <flaghook/blueprint/latest.hpp>
#include <flaghook/json/deviation.hpp>
#include <flaghook/json/error_tree.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/json/payload_builder.hpp>
#include <flaghook/json/reader.hpp>
#include <flaghook/model/deduplicate.hpp>
#include <flaghook/server/text.hpp>

#include <boost/system/result.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook {

/// Why the server would refuse a body, and how it would answer.
struct rejection {
    /// The HTTP status: 400 for malformed JSON, **200** for a payload with bad fields, 500 where
    /// the server fails to write its answer, 413 for a body over one of this library's limits.
    int status = 200;
    /// The reasons, at least one, in the server's order.
    std::vector<issue> issues{};
    /// How many items the payload's list has.
    std::size_t item_count = 0;

    /// The body of the server's answer: the error tree for status 200, `{"detail": ...}` for 400
    /// and 413, nothing for 500. Only the wording after `JSON parse error - ` is this library's.
    [[nodiscard]] std::string answer(tree_form form = tree_form::list) const {
        if (status == 500) {
            return {};
        }
        if (status == 200) {
            return error_tree(issues, item_count, form);
        }
        std::string result = "{\"detail\":";
        json::append_string(result, issues.front().message(), json::separators::escaped);
        result += '}';
        return result;
    }
};

/// Parses bodies of one protocol version, one after the other, and keeps its memory between them:
/// with a payload that is kept, too, a body like the ones before costs no allocation.
///
/// Not to be shared between threads; `parse` is the short way for a single body.
/// @tparam Version what declares the fields; see `blueprint/v1.hpp`
template <blueprint::version Version = blueprint::latest>
class parser {
public:
    using payload_type = typename Version::payload_type;

    explicit parser(const parse_limits& limits = {}) noexcept : limits_(limits) {}

    /// Reads a body into `out`, deciding exactly as the server does.
    /// @param body any bytes; an empty body counts as `{}`
    /// @param out receives the payload when the body is accepted; otherwise it is left valid,
    /// without meaning
    /// @param deviations if given, receives where the body departs from the documentation
    /// @return whether the server accepts the body; if not, `rejected()` says why
    /// @par Complexity
    /// Linear in the body, in time and memory.
    [[nodiscard]] bool parse(std::string_view body, payload_type& out,
                             std::vector<deviation>* deviations = nullptr) {
        rejection_.status = 200;
        rejection_.issues.clear();
        rejection_.item_count = 0;
        if (deviations != nullptr) {
            deviations->clear();
        }
        if (body.size() > limits_.body_size) {
            return refuse(413, issue_code::too_large, std::to_string(limits_.body_size));
        }
        json::payload_builder<Version> builder(out, rejection_.issues, deviations, limits_);
        json::read_result result = json::read(body, builder, scratch_, limits_.depth);
        switch (result.status) {
        case json::read_status::malformed:
            return refuse(400, issue_code::parse_error, std::move(result.reason));
        case json::read_status::too_deep:
            return refuse(400, issue_code::too_deep, std::to_string(limits_.depth));
        case json::read_status::stopped:
            return refuse(413, issue_code::too_many_items, std::to_string(limits_.items));
        case json::read_status::complete:
            break;
        }
        builder.finish();
        rejection_.item_count = builder.item_count();
        if (!rejection_.issues.empty()) {
            rejection_.status = builder.unprintable() ? 500 : 200;
            return false;
        }
        if (deviations != nullptr) {
            find_deviations(out, result.cut, *deviations);
        }
        return true;
    }

    /// Why the last body was refused.
    [[nodiscard]] const rejection& rejected() const& noexcept { return rejection_; }
    /// Why the last body was refused.
    [[nodiscard]] rejection rejected() && noexcept { return std::move(rejection_); }

private:
    bool refuse(int status, issue_code code, std::string detail) {
        rejection_.status = status;
        rejection_.issues.clear();
        rejection_.issues.emplace_back(location{blueprint::nodes<Version>.data()}, code,
                                       std::move(detail));
        return false;
    }

    /// Adds the deviations that concern the payload as a whole.
    void find_deviations(const payload_type& parsed, std::size_t cut,
                         std::vector<deviation>& deviations) {
        constexpr const auto& table = blueprint::nodes<Version>;
        const auto add = [&](std::size_t node, std::size_t item, deviation_code code,
                             std::string detail = {}) {
            deviations.emplace_back(location{table.data(), node, item}, code, std::move(detail));
        };
        if (cut != 0) {
            add(0, 0, deviation_code::cut_character, std::to_string(cut));
        }
        constexpr std::size_t version_node = blueprint::find_node<Version>("meta.version");
        if (parsed.meta.version < 1 || parsed.meta.version > Version::number) {
            add(version_node, 0, deviation_code::unknown_version,
                std::to_string(parsed.meta.version));
        }
        constexpr std::size_t data_node = blueprint::find_node<Version>("data");
        if (parsed.data.empty()) {
            add(data_node, 0, deviation_code::no_changes);
        }
        constexpr std::size_t id_node = blueprint::find_node<Version>("data..change_id");
        for (const std::size_t index : repeated_ids_.find(std::span(parsed.data))) {
            add(id_node, index, deviation_code::repeated_change_id);
        }
        std::stable_sort(deviations.begin(), deviations.end(),
                         [](const deviation& left, const deviation& right) {
                             return left.location() < right.location();
                         });
    }

    parse_limits limits_;
    rejection rejection_;
    repeated_ids repeated_ids_;
    std::string scratch_;
};

/// A payload, or why the server would refuse the body: never a part of a payload.
template <blueprint::version Version = blueprint::latest>
using parse_result = boost::system::result<typename Version::payload_type, rejection>;

/// Parses one body, deciding exactly as the server does.
///
/// No bytes make this function throw anything but `std::bad_alloc`.
/// @tparam Version what declares the fields; see `blueprint/v1.hpp`
/// @param body any bytes; an empty body counts as `{}`
/// @param deviations if given, receives where the body departs from the documentation
///
/// @par Example
/// @code
/// if (const auto payload = flaghook::parse(body)) {
///     for (const flaghook::change& change : payload->data) { ... }
/// } else {
///     for (const flaghook::issue& issue : payload.error().issues) {
///         log(issue.path(), issue.message());
///     }
/// }
/// @endcode
template <blueprint::version Version = blueprint::latest>
[[nodiscard]] parse_result<Version> parse(std::string_view body, const parse_limits& limits = {},
                                          std::vector<deviation>* deviations = nullptr) {
    parser<Version> reader(limits);
    typename Version::payload_type result;
    if (reader.parse(body, result, deviations)) {
        return result;
    }
    return std::move(reader).rejected();
}

} // namespace flaghook

#endif
