/// @file
/// `flaghook::signer` and `flaghook::verifier`: the class templates with a crypto library as
/// argument.
///
/// The library is OpenSSL if `FLAGHOOK_CRYPTO_OPENSSL` is defined, and Mbed TLS otherwise. The
/// CMake package and the pkg-config file define the macro according to `FLAGHOOK_CRYPTO`. Without
/// them, define it yourself and link `crypto`.
///
/// A program with its own back end includes signature/signer.hpp and signature/verifier.hpp
/// instead, and uses `basic_signer<my_backend>`. It then needs no other crypto library, not even
/// its headers.
///
/// Parts of one program may choose different libraries. The aliases are declared in an inline
/// namespace named after the library, and the types that they name contain the back end. Functions
/// that use `flaghook::signer` therefore have different symbols in the two parts, and a call from
/// one part to the other does not link.
///
/// Such a program must not have an inline function or a class that names `flaghook::signer`,
/// `verifier` or `receiver` in a header that both parts include. That would violate the
/// one-definition rule.
#ifndef FLAGHOOK_SIGNATURE_DEFAULT_BACKEND_HPP
#define FLAGHOOK_SIGNATURE_DEFAULT_BACKEND_HPP

#ifdef FLAGHOOK_CRYPTO_OPENSSL
#include <flaghook/crypto/openssl.hpp>
#else
#include <flaghook/crypto/mbedtls.hpp>
#endif
#include <flaghook/signature/signer.hpp>
#include <flaghook/signature/verifier.hpp>
#include <flaghook/version.hpp>

namespace flaghook::inline FLAGHOOK_ABI {

// The namespace puts the choice into symbols and into the messages of compilers and debuggers.
#ifdef FLAGHOOK_CRYPTO_OPENSSL
inline namespace by_openssl {
/// The crypto library of `signer`, `verifier` and `receiver`: OpenSSL.
using default_backend = crypto::openssl;
#else
inline namespace by_mbedtls {
/// The crypto library of `signer`, `verifier` and `receiver`: Mbed TLS.
using default_backend = crypto::mbedtls;
#endif

/// Signs bodies with one secret, using the default back end.
/// @see basic_signer
///
/// @par Example
/// @snippet signing.cpp secret
using signer = basic_signer<default_backend>;

/// Verifies signatures with one or more secrets, using the default back end.
/// @see basic_verifier
///
/// @par Example
/// @snippet signing.cpp verify
using verifier = basic_verifier<default_backend>;

} // namespace by_openssl or by_mbedtls

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
