/// @file
/// `flaghook::signer` and `flaghook::verifier`: the templates with a crypto library filled in.
///
/// This is the one place where the choice is made. A program with a back end of its own includes
/// signature/signer.hpp and signature/verifier.hpp instead, uses `basic_signer<my_backend>`, and
/// needs no other crypto library, not even its headers.
#ifndef FLAGHOOK_SIGNATURE_DEFAULT_BACKEND_HPP
#define FLAGHOOK_SIGNATURE_DEFAULT_BACKEND_HPP

#include <flaghook/crypto/mbedtls.hpp>
#include <flaghook/signature/signer.hpp>
#include <flaghook/signature/verifier.hpp>

namespace flaghook {

/// The crypto library that is used where none is named: Mbed TLS.
using default_backend = crypto::mbedtls;

/// Signs bodies with one secret; see `basic_signer`.
using signer = basic_signer<default_backend>;

/// Checks signatures against one or several secrets; see `basic_verifier`.
using verifier = basic_verifier<default_backend>;

} // namespace flaghook

#endif
