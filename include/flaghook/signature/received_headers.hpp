/// @file
/// The headers of a request that a receiver reads.
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

/// Returns the name of a header: `first`, `name` or `name_string()`.
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

/// Returns the value of a header: `second`, `value` or `value()`.
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

/// A range of HTTP headers.
///
/// An element is one of:
/// * a pair of name and value, as in a `std::map` or a `std::vector<std::pair<...>>`;
/// * an object with members `name` and `value`;
/// * an element of Boost.Beast's `fields`.
///
/// Names and values convert to `std::string_view`.
template <class Headers>
concept header_range = requires(const Headers& headers) {
    detail::name_of(*std::begin(headers));
    detail::value_of(*std::begin(headers));
    std::end(headers);
};

/// The headers of a request that a receiver reads.
///
/// The texts are views, and must outlive the object.
/// @par Example
/// @snippet views.cpp views
struct received_headers {
    /// The value of `X-Sentry-Signature`; `std::nullopt` if the request has no such header.
    std::optional<std::string_view> signature{};
    /// The value of `Content-Type`; `std::nullopt` if the request has no such header.
    std::optional<std::string_view> content_type{};

    /// Finds the headers by their names, in any letter case.
    /// @param headers all headers of the request; must outlive the result
    /// @return the headers, or `signature_error::header_repeated` if there is more than one
    /// `X-Sentry-Signature`. If there is more than one `Content-Type`, which no client sends,
    /// `content_type` is `std::nullopt`.
    /// @note It throws only if iterating over `headers` throws.
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
