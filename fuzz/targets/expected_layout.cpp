// The short way for bodies by the book against the general way, with text that the payload owns and
// with views.

#include <flaghook/blueprint/latest.hpp>
#include <flaghook/json/document_reader.hpp>
#include <flaghook/json/expected_layout.hpp>

#include "blueprint/v2.hpp"
#include "byte_source.hpp"
#include "mutator/body_offset.hpp"
#include "require.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

const std::size_t flaghook::fuzz::body_offset = 0;

namespace {

using namespace flaghook;
using namespace flaghook::fuzz;

constexpr parse_limits wide{};
constexpr parse_limits small{.body_size = 1024, .depth = 4, .items = 2, .issues = 4};

/// What one document makes of bodies by each way, kept from body to body.
template <class Document>
class both_ways {
public:
    using payload_type = typename Document::payload_type;

    explicit both_ways(const parse_limits& limits) : limits_(limits), general_(limits) {}

    /// @return the payload, if the general way accepts the body
    const payload_type* check(std::string_view body) {
        json::expected_layout<Document> layout(limits_);
        const bool is_expected = body.size() <= limits_.body_size && layout.read(body, by_layout_);
        const bool accepted = general_.read_by_events(body, by_events_);
        if (is_expected) {
            require(accepted, "what the short way reads, the general way accepts");
            require(by_layout_ == by_events_, "both ways read the same payload");
            require_same(layout.item_count(), general_.rejected().item_count,
                         "both ways count the same items");
        }
        return accepted ? &by_events_ : nullptr;
    }

private:
    parse_limits limits_;
    json::document_reader<Document> general_;
    payload_type by_layout_{};
    payload_type by_events_{};
};

/// Views have the text that a payload owns.
void check_views(const payload* owned, const borrowed_payload* views) {
    require_same(owned != nullptr, views != nullptr, "views do not change the verdict");
    if (owned == nullptr) {
        return;
    }
    require(owned->meta == views->meta, "views do not change what is no text");
    require_same(owned->data.size(), views->data.size(), "views do not change the items");
    for (std::size_t item = 0; item < owned->data.size(); ++item) {
        const change& left = owned->data[item];
        const borrowed_change& right = views->data[item];
        require(left.action == right.action && left.id == right.id &&
                    left.created_at == right.created_at &&
                    left.created_by.type == right.created_by.type,
                "views do not change what is no text");
        require_same(left.flag, std::string(right.flag), "a view has the flag's text");
        require_same(left.created_by.id, std::string(right.created_by.id),
                     "a view has the author's text");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static both_ways<blueprint::v1> owned(wide);
    static both_ways<blueprint::latest_borrowed> views(wide);
    static both_ways<blueprint::v1> limited(small);
    static both_ways<flaghook::tests::v2> newer(wide);
    const std::string_view body = as_text(data, size);
    check_views(owned.check(body), views.check(body));
    limited.check(body);
    newer.check(body);
    return 0;
}
