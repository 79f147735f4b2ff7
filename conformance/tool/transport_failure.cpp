#include "tool/transport_failure.hpp"

namespace flaghook::tool {

std::string_view to_string(transport_failure failure) noexcept {
    switch (failure) {
    case transport_failure::not_resolved:
        return "not_resolved";
    case transport_failure::not_connected:
        return "not_connected";
    case transport_failure::not_trusted:
        return "not_trusted";
    case transport_failure::timed_out:
        return "timed_out";
    case transport_failure::broken_off:
        return "broken_off";
    case transport_failure::other:
        break;
    }
    return "other";
}

} // namespace flaghook::tool
