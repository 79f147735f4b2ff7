/// @file
/// `flaghook::signer` and `flaghook::verifier`: the templates with a crypto library filled in.
///
/// This is the one place where the choice is made: OpenSSL where `FLAGHOOK_CRYPTO_OPENSSL` is
/// defined, Mbed TLS otherwise. The CMake package and the pkg-config file define it as they were
/// told to (`FLAGHOOK_CRYPTO`); by hand, define it and link `crypto`. A program with a back end of
/// its own includes signature/signer.hpp and signature/verifier.hpp instead, uses
/// `basic_signer<my_backend>`, and needs no other crypto library, not even its headers.
///
/// Parts of one program may choose differently. What is named here are other names of types that
/// carry their back end in them, so nothing in this library has one name and two meanings, and what
/// one part exports about a `flaghook::signer` the other does not find when it is linked. A program
/// that does this must not itself have an inline function or a class that names
/// `flaghook::signer`, `verifier` or `receiver` in a header that both parts include: that would be
/// two definitions of one thing.
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

// The names that depend on the choice say it, where a compiler or a debugger spells them out.
#ifdef FLAGHOOK_CRYPTO_OPENSSL
inline namespace by_openssl {
/// The crypto library that is used where none is named.
using default_backend = crypto::openssl;
#else
inline namespace by_mbedtls {
/// The crypto library that is used where none is named.
using default_backend = crypto::mbedtls;
#endif

/// Signs bodies with one secret; see `basic_signer`.
using signer = basic_signer<default_backend>;

/// Checks signatures against one or several secrets; see `basic_verifier`.
using verifier = basic_verifier<default_backend>;

} // namespace by_openssl or by_mbedtls

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
