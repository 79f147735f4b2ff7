set(VCPKG_BUILD_TYPE release) # headers only

# The archive of a release. cmake/release.py packs it and writes its checksum here. Before the first
# release the checksum is 0, which vcpkg refuses.
vcpkg_download_distfile(archive
  URLS "https://github.com/flaghook/flaghook/releases/download/v${VERSION}/flaghook-${VERSION}.tar.gz"
  FILENAME "flaghook-${VERSION}.tar.gz"
  SHA512 0)
vcpkg_extract_source_archive(SOURCE_PATH ARCHIVE "${archive}")

if("openssl" IN_LIST FEATURES)
  set(crypto openssl)
elseif("mbedtls" IN_LIST FEATURES)
  set(crypto mbedtls)
else()
  message(FATAL_ERROR "flaghook needs the feature mbedtls or the feature openssl")
endif()

vcpkg_cmake_configure(
  SOURCE_PATH "${SOURCE_PATH}"
  OPTIONS
    "-DFLAGHOOK_CRYPTO=${crypto}"
    -DFLAGHOOK_BUILD_TESTS=OFF
    -DFLAGHOOK_BUILD_TOOL=OFF
    -DFLAGHOOK_BUILD_FUZZERS=OFF
    -DFLAGHOOK_INSTALL=ON)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(CONFIG_PATH share/cmake/flaghook)
vcpkg_fixup_pkgconfig()

file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/share/doc")
file(INSTALL "${CMAKE_CURRENT_LIST_DIR}/usage" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
