/// @file
/// Bytes to any declared document.
#ifndef FLAGHOOK_JSON_DOCUMENT_READER_HPP
#define FLAGHOOK_JSON_DOCUMENT_READER_HPP

#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/json/borrowed_text.hpp>
#include <flaghook/json/deviation.hpp>
#include <flaghook/json/expected_layout.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/json/payload_builder.hpp>
#include <flaghook/json/reader.hpp>
#include <flaghook/json/rejection.hpp>
#include <flaghook/version.hpp>

#include <boost/system/result.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI::json {

/// Reads documents of one declaration, one after the other, and keeps its memory between them.
///
/// Not to be shared between threads.
/// @tparam Document what declares the fields; see `blueprint/field.hpp`
template <blueprint::document Document>
class document_reader {
public:
    using payload_type = typename Document::payload_type;

    explicit document_reader(const parse_limits& limits = {}) noexcept : limits_(limits) {}

    /// Reads a body into `out`. Keys that nobody declares are ignored; of a key that comes again
    /// the last value counts.
    /// @param body any bytes; an empty body counts as `{}`
    /// @param out receives the document when the body is good; otherwise it is left valid, without
    /// meaning
    /// @param deviations if given, receives the deviations of single fields
    /// @return whether the body is good; if not, `rejected()` says why
    /// @par Complexity
    /// Linear in the body, in time and memory.
    [[nodiscard]] bool read(std::string_view body, payload_type& out,
                            std::vector<deviation>* deviations = nullptr) {
        if constexpr (expected_layout<Document>::available) {
            if (deviations == nullptr && body.size() <= limits_.body_size) {
                expected_layout<Document> layout(limits_);
                if (layout.read(body, out)) {
                    rejection_.status = 200;
                    rejection_.issues.clear();
                    rejection_.item_count = layout.item_count();
                    cut_ = 0;
                    return true;
                }
            }
        }
        return read_by_events(body, out, deviations);
    }

    /// The same by the general way alone, which takes every body.
    [[nodiscard]] bool read_by_events(std::string_view body, payload_type& out,
                                      std::vector<deviation>* deviations = nullptr) {
        rejection_.status = 200;
        rejection_.issues.clear();
        rejection_.item_count = 0;
        cut_ = 0;
        if (deviations != nullptr) {
            deviations->clear();
        }
        if (body.size() > limits_.body_size) {
            return refuse(413, issue_code::too_large, std::to_string(limits_.body_size));
        }
        texts_.begin(body);
        payload_builder<Document> builder(out, rejection_.issues, deviations, limits_, texts_);
        read_result result = json::read(body, builder, scratch_, limits_.depth);
        switch (result.status) {
        case read_status::malformed:
            return refuse(400, issue_code::parse_error, std::move(result.reason));
        case read_status::too_deep:
            return refuse(400, issue_code::too_deep, std::to_string(limits_.depth));
        case read_status::stopped:
            return refuse(413, issue_code::too_many_items, std::to_string(limits_.items));
        case read_status::complete:
            break;
        }
        builder.finish();
        rejection_.item_count = builder.item_count();
        cut_ = result.cut;
        if (!rejection_.issues.empty()) {
            rejection_.status = builder.unprintable() ? 500 : 200;
            return false;
        }
        return true;
    }

    /// Why the last body was refused.
    [[nodiscard]] const rejection& rejected() const& noexcept { return rejection_; }
    /// Why the last body was refused.
    [[nodiscard]] rejection rejected() && noexcept { return std::move(rejection_); }

    /// Makes room for putting together strings with escapes of up to so many bytes, so that none of
    /// them is left behind in memory that became too small.
    void reserve(std::size_t size) { scratch_.reserve(size); }

    /// The memory in which strings with escapes were put together, for whoever has to overwrite
    /// what he read. Reading on uses it again.
    [[nodiscard]] std::span<char> scratch() noexcept {
        scratch_.resize(scratch_.capacity());
        return scratch_;
    }

    /// How many bytes at the end of the last body were dropped: a character that the end cuts off.
    [[nodiscard]] std::size_t cut() const noexcept { return cut_; }

private:
    bool refuse(int status, issue_code code, std::string detail) {
        rejection_.status = status;
        rejection_.issues.clear();
        rejection_.issues.emplace_back(location{blueprint::nodes<Document>.data()}, code,
                                       std::move(detail));
        return false;
    }

    parse_limits limits_;
    rejection rejection_;
    borrowed_text texts_;
    std::string scratch_;
    std::size_t cut_ = 0;
};

/// Reads one document, or says why it cannot: never a part of a document.
/// @tparam Document what declares the fields
template <blueprint::document Document>
[[nodiscard]] boost::system::result<typename Document::payload_type, rejection>
read_document(std::string_view body, const parse_limits& limits = {}) {
    static_assert(!borrows_text<Document>,
                  "flaghook: views would outlive the text; keep a document_reader");
    document_reader<Document> reader(limits);
    typename Document::payload_type result;
    if (reader.read(body, result)) {
        return result;
    }
    return std::move(reader).rejected();
}

} // namespace flaghook::inline FLAGHOOK_ABI::json

#endif
