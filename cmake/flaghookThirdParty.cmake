# Finds the dependencies of each target. Sets flaghook_<target>_third_party to the imported targets
# to link, and flaghook_signature_definitions to the macros that select the crypto library in the
# headers.

# Use Boost's own package instead of CMake's module, which CMake 3.30 removed.
if(POLICY CMP0167)
  cmake_policy(SET CMP0167 NEW)
endif()

# A statically linked tool needs static libraries.
if(FLAGHOOK_STATIC_TOOL)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
  set(Boost_USE_STATIC_LIBS ON)
  set(OPENSSL_USE_STATIC_LIBS ON)
  # Mbed TLS's own package prefers the shared library, and is not asked if this is set.
  find_library(MbedTLS_CRYPTO_LIBRARY NAMES mbedcrypto DOC "mbedTLS crypto library")
endif()

# The first version with boost::system::result.
set(flaghook_boost_version 1.78)

if(FLAGHOOK_JSON_HEADER_ONLY)
  find_package(Boost ${flaghook_boost_version} REQUIRED)
  set(flaghook_json_third_party Boost::headers)
else()
  find_package(Boost ${flaghook_boost_version} REQUIRED COMPONENTS json)
  set(flaghook_json_third_party Boost::json)
endif()

if(FLAGHOOK_CRYPTO STREQUAL "mbedtls")
  find_package(MbedTLS 2.28 REQUIRED)
  set(flaghook_signature_third_party Boost::headers MbedTLS::mbedcrypto)
  set(flaghook_signature_definitions "")
elseif(FLAGHOOK_CRYPTO STREQUAL "openssl")
  find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto)
  set(flaghook_signature_third_party Boost::headers OpenSSL::Crypto)
  set(flaghook_signature_definitions FLAGHOOK_CRYPTO_OPENSSL)
else()
  message(FATAL_ERROR "FLAGHOOK_CRYPTO is mbedtls or openssl, not '${FLAGHOOK_CRYPTO}'")
endif()

# Imported targets are visible only in the directory that found them and below. A project that uses
# add_subdirectory() links from above.
get_directory_property(flaghook_imported_targets IMPORTED_TARGETS)
foreach(imported IN LISTS flaghook_imported_targets)
  set_target_properties("${imported}" PROPERTIES IMPORTED_GLOBAL TRUE)
endforeach()
