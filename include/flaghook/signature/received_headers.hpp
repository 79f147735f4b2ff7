/// @file
/// The headers of a request that a receiver looks at.
#ifndef FLAGHOOK_SIGNATURE_RECEIVED_HEADERS_HPP
#define FLAGHOOK_SIGNATURE_RECEIVED_HEADERS_HPP

#include <flaghook/server/ascii.hpp>
#include <flaghook/signature/signature.hpp>
#include <flaghook/signature/signature_error.hpp>
#include <flaghook/version.hpp>

#include <boost/system/result.hpp>

#include <iterator>
#include <optional>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

namespace detail {

/// The name of a header.
template <class Header>
    requires requires(const Header& header) {
        std::string_view(header.first);
    }
[[nodiscard]] constexpr std::string_view name_of(const Header& header) {
    return std::string_view(header.first);
}
template <class Header>
    requires requires(const Header& header) {
        std::string_view(header.name);
    }
[[nodiscard]] constexpr std::string_view name_of(const Header& header) {
    return std::string_view(header.name);
}
template <class Header>
    requires requires(const Header& header) {
        header.name_string().data();
    }
[[nodiscard]] constexpr std::string_view name_of(const Header& header) {
    return {header.name_string().data(), header.name_string().size()};
}

/// The value of a header.
template <class Header>
    requires requires(const Header& header) {
        std::string_view(header.second);
    }
[[nodiscard]] constexpr std::string_view value_of(const Header& header) {
    return std::string_view(header.second);
}
template <class Header>
    requires requires(const Header& header) {
        std::string_view(header.value);
    }
[[nodiscard]] constexpr std::string_view value_of(const Header& header) {
    return std::string_view(header.value);
}
template <class Header>
    requires requires(const Header& header) {
        header.value().data();
    }
[[nodiscard]] constexpr std::string_view value_of(const Header& header) {
    return {header.value().data(), header.value().size()};
}

} // namespace detail

/// A range of headers: pairs of name and value (`std::map`, `std::vector<std::pair<...>>`), objects
/// with members `name` and `value`, or Boost.Beast's `fields`.
template <class Headers>
concept header_range = requires(const Headers& headers) {
    detail::name_of(*std::begin(headers));
    detail::value_of(*std::begin(headers));
    std::end(headers);
};

/// The headers of a request that a receiver looks at. The texts are the caller's.
struct received_headers {
    /// The value of `X-Sentry-Signature`; none where the header is missing.
    std::optional<std::string_view> signature{};
    /// The value of `Content-Type`; none where the header is missing.
    std::optional<std::string_view> content_type{};

    /// Finds the headers by their names, in any letter case.
    /// @return the headers, or `signature_error::header_repeated`: a request with two signatures
    /// has none that could be trusted. Of two content types, which no client sends, none counts.
    /// @par Complexity
    /// Linear in the number of headers.
    template <header_range Headers>
    [[nodiscard]] static boost::system::result<received_headers> from(const Headers& headers) {
        received_headers result;
        bool has_two_types = false;
        for (const auto& header : headers) {
            const std::string_view name = detail::name_of(header);
            if (server::detail::equal_in_any_case(name, signature_header)) {
                if (result.signature) {
                    return signature_error::header_repeated;
                }
                result.signature = detail::value_of(header);
            } else if (server::detail::equal_in_any_case(name, "Content-Type")) {
                has_two_types = has_two_types || result.content_type.has_value();
                result.content_type = detail::value_of(header);
            }
        }
        if (has_two_types) {
            result.content_type.reset();
        }
        return result;
    }
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
