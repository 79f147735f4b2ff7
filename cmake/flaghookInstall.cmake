# Install rules: headers, CMake package, pkg-config file, licence; and the tool with its man page and
# completions, if it is built.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# The package has only headers and does not depend on the processor, so it goes to share/, not lib/.
set(flaghook_cmake_dir "${CMAKE_INSTALL_DATADIR}/cmake/flaghook")
set(flaghook_pkgconfig_dir "${CMAKE_INSTALL_DATADIR}/pkgconfig")

target_include_directories(flaghook_headers INTERFACE
  "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
install(TARGETS flaghook flaghook_headers flaghook_signature flaghook_json EXPORT flaghook)
install(EXPORT flaghook
  DESTINATION "${flaghook_cmake_dir}" NAMESPACE flaghook:: FILE flaghookTargets.cmake)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/flaghook"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.hpp")

configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/cmake/flaghookConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/package/flaghookConfig.cmake"
  INSTALL_DESTINATION "${flaghook_cmake_dir}"
  NO_SET_AND_CHECK_MACRO)
# Before 1.0 a minor version may break the interface.
if(PROJECT_VERSION_MAJOR EQUAL 0)
  set(flaghook_compatibility SameMinorVersion)
else()
  set(flaghook_compatibility SameMajorVersion)
endif()
write_basic_package_version_file(
  "${PROJECT_BINARY_DIR}/package/flaghookConfigVersion.cmake"
  COMPATIBILITY ${flaghook_compatibility} ARCH_INDEPENDENT)
install(FILES
  "${PROJECT_BINARY_DIR}/package/flaghookConfig.cmake"
  "${PROJECT_BINARY_DIR}/package/flaghookConfigVersion.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/FindMbedTLS.cmake"
  DESTINATION "${flaghook_cmake_dir}")

# The relative path from the .pc file to the prefix, so that the installed tree can be moved.
if(IS_ABSOLUTE "${CMAKE_INSTALL_DATADIR}")
  set(flaghook_pc_prefix "${CMAKE_INSTALL_PREFIX}")
else()
  file(RELATIVE_PATH flaghook_pc_prefix "/${flaghook_pkgconfig_dir}" "/")
  set(flaghook_pc_prefix "\${pcfiledir}/${flaghook_pc_prefix}")
  string(REGEX REPLACE "/$" "" flaghook_pc_prefix "${flaghook_pc_prefix}")
endif()
set(flaghook_pc_includedir "\${prefix}")
cmake_path(APPEND flaghook_pc_includedir "${CMAKE_INSTALL_INCLUDEDIR}")
if(FLAGHOOK_CRYPTO STREQUAL "openssl")
  set(flaghook_pc_requires "libcrypto >= 3")
  set(flaghook_pc_cflags " -DFLAGHOOK_CRYPTO_OPENSSL")
  set(flaghook_pc_libs "")
else()
  # Debian's Mbed TLS has no pkg-config file to require.
  set(flaghook_pc_requires "")
  set(flaghook_pc_cflags "")
  set(flaghook_pc_libs "-lmbedcrypto")
endif()
if(NOT FLAGHOOK_JSON_HEADER_ONLY)
  string(PREPEND flaghook_pc_libs "-lboost_json ")
endif()
configure_file(
  "${PROJECT_SOURCE_DIR}/cmake/flaghook.pc.in" "${PROJECT_BINARY_DIR}/package/flaghook.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/package/flaghook.pc" DESTINATION "${flaghook_pkgconfig_dir}")

install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")

if(TARGET flaghook_tool)
  install(TARGETS flaghook_tool RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT tool)
  if(flaghook_usage_dir)
    install(FILES "${flaghook_usage_dir}/flaghook.1"
      DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT tool)
    install(FILES "${flaghook_usage_dir}/flaghook.bash"
      DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" RENAME flaghook
      COMPONENT tool)
    install(FILES "${flaghook_usage_dir}/_flaghook"
      DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions" COMPONENT tool)
    install(FILES "${flaghook_usage_dir}/flaghook.fish"
      DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d" COMPONENT tool)
  endif()
  if(PROJECT_IS_TOP_LEVEL)
    include(flaghookPackage)
  endif()
endif()
