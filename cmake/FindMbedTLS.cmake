#[=======================================================================[.rst:
FindMbedTLS
-----------

Finds the crypto library of Mbed TLS, preferably through its own CMake package. Debian's 2.28 has
neither that nor a pkg-config file; then the module searches for the header and the library.

Imported target: ``MbedTLS::mbedcrypto``

Results: ``MbedTLS_FOUND``, ``MbedTLS_VERSION``

Hints: ``MbedTLS_ROOT`` (variable or environment); cache entries ``MbedTLS_INCLUDE_DIR``,
``MbedTLS_CRYPTO_LIBRARY``
#]=======================================================================]
include(FindPackageHandleStandardArgs)

if(NOT MbedTLS_INCLUDE_DIR AND NOT MbedTLS_CRYPTO_LIBRARY)
  # Try one major version after the other: Mbed TLS's package accepts only a request for its own
  # major version, but callers ask for a minimum.
  foreach(major IN ITEMS 3 2)
    find_package(MbedTLS ${major} CONFIG QUIET)
    if(MbedTLS_FOUND AND TARGET MbedTLS::mbedcrypto)
      find_package_handle_standard_args(MbedTLS
        REQUIRED_VARS MbedTLS_DIR VERSION_VAR MbedTLS_VERSION)
      return()
    endif()
  endforeach()
endif()

find_path(MbedTLS_INCLUDE_DIR NAMES mbedtls/md.h DOC "Directory that holds mbedtls/md.h")
find_library(MbedTLS_CRYPTO_LIBRARY NAMES mbedcrypto DOC "mbedTLS crypto library")
mark_as_advanced(MbedTLS_INCLUDE_DIR MbedTLS_CRYPTO_LIBRARY)

# The version is in build_info.h since 3.0, in version.h before.
unset(MbedTLS_VERSION)
foreach(header IN ITEMS build_info.h version.h)
  if(NOT MbedTLS_VERSION AND EXISTS "${MbedTLS_INCLUDE_DIR}/mbedtls/${header}")
    file(STRINGS "${MbedTLS_INCLUDE_DIR}/mbedtls/${header}" version_line
         REGEX "^#define[ \t]+MBEDTLS_VERSION_STRING[ \t]+\"[0-9.]+\"")
    if(version_line MATCHES "\"([0-9.]+)\"")
      set(MbedTLS_VERSION "${CMAKE_MATCH_1}")
    endif()
  endif()
endforeach()
unset(version_line)

find_package_handle_standard_args(MbedTLS
  REQUIRED_VARS MbedTLS_CRYPTO_LIBRARY MbedTLS_INCLUDE_DIR
  VERSION_VAR MbedTLS_VERSION
  REASON_FAILURE_MESSAGE "on Debian and Ubuntu: apt-get install libmbedtls-dev")

if(MbedTLS_FOUND AND NOT TARGET MbedTLS::mbedcrypto)
  add_library(MbedTLS::mbedcrypto UNKNOWN IMPORTED)
  set_target_properties(MbedTLS::mbedcrypto PROPERTIES
    IMPORTED_LOCATION "${MbedTLS_CRYPTO_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${MbedTLS_INCLUDE_DIR}")
endif()
