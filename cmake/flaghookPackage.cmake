# Describes the Debian package of the tool, which `cpack` makes in the build folder.
# conformance/package/run installs it on a bare Debian.
file(READ "${PROJECT_SOURCE_DIR}/cmake/home.json" flaghook_home)
string(JSON CPACK_PACKAGE_HOMEPAGE_URL GET "${flaghook_home}" homepage)
string(JSON flaghook_contact GET "${flaghook_home}" contact)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME flaghook)
set(CPACK_PACKAGE_VENDOR flaghook)
set(CPACK_PACKAGE_CONTACT "flaghook <${flaghook_contact}>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
# Not those of the user's umask.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

# Only the tool: the headers are for CMake, Meson, vcpkg and Conan.
set(CPACK_COMPONENTS_ALL tool)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_TOOL_PACKAGE_NAME flaghook)
set(CPACK_DEBIAN_TOOL_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_TOOL_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_TOOL_PACKAGE_RECOMMENDS ca-certificates)
set(CPACK_DEBIAN_TOOL_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
  "check, sign and send payloads of Sentry's feature-flag webhook")
set(CPACK_DEBIAN_TOOL_DESCRIPTION
"Sentry correlates errors with changes of feature flags. A flag system announces
each change with a signed webhook.
.
flaghook builds, checks, signs and sends such payloads, explains the answers,
stands in for Sentry's server, and tests senders and receivers in any language
with its golden vectors.")

# Debian has its own places for some files; cmake/debian_files.cmake moves them.
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/cmake/debian_files.cmake")
set(CPACK_FLAGHOOK_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
include(CPack)
