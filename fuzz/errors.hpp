/// @file
/// Invariants of every error code of the library.
#ifndef FLAGHOOK_FUZZ_ERRORS_HPP
#define FLAGHOOK_FUZZ_ERRORS_HPP

#include "require.hpp"

#include <boost/system/error_code.hpp>

#include <array>
#include <string>
#include <string_view>

namespace flaghook::fuzz {

/// Checks that an error belongs to the library and has the same message with and without an
/// allocation.
inline void check_error(const boost::system::error_code& error) {
    std::array<char, 256> room{};
    require(static_cast<bool>(error), "an error code is not success");
    require(std::string_view(error.category().name()).starts_with("flaghook."),
            "an error has one of the library's categories");
    require_same(std::string_view(error.message(room.data(), room.size())),
                 std::string_view(error.message()),
                 "an error has the same message with and without an allocation");
    require(!error.message().starts_with("unknown"), "an error has a message");
}

} // namespace flaghook::fuzz

#endif
