# Runs the vcpkg port with stand-ins for vcpkg's functions, which follow vcpkg's documentation
# (https://learn.microsoft.com/vcpkg/maintainers/functions/vcpkg_download_distfile and the pages next
# to it) but use this tree instead of a release. Prints the calls.
#
# port: the folder of the port; source: the tree; scratch: where to build and install; FEATURES,
# VERSION: as vcpkg sets them; generator, compiler: the tools of the build; expected_crypto: the crypto
# library of the package
cmake_minimum_required(VERSION 3.22) # vcpkg runs ports under the policies of some version
set(PORT flaghook)
set(CURRENT_PACKAGES_DIR "${scratch}/packages")
file(REMOVE_RECURSE "${scratch}")

function(record name)
  message(STATUS "${name}(${ARGN})")
endfunction()

# Fails on unknown arguments, and on missing ones that are required.
macro(parse name options one_value many_values needed)
  record(${name} ${ARGN})
  cmake_parse_arguments(given "${options}" "${one_value}" "${many_values}" ${ARGN})
  if(given_UNPARSED_ARGUMENTS OR given_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "${name}: ${given_UNPARSED_ARGUMENTS} ${given_KEYWORDS_MISSING_VALUES}")
  endif()
  foreach(keyword ${needed})
    if(NOT DEFINED given_${keyword})
      message(FATAL_ERROR "${name} needs ${keyword}")
    endif()
  endforeach()
endmacro()

function(vcpkg_download_distfile result)
  parse(vcpkg_download_distfile "" "FILENAME;SHA512" "URLS" "URLS;FILENAME;SHA512" ${ARGN})
  if(NOT given_SHA512 MATCHES "^(0|[0-9a-f]+)$" OR NOT given_FILENAME MATCHES "-${VERSION}\\.tar" OR
      NOT given_URLS MATCHES "/v${VERSION}/${given_FILENAME}$")
    message(FATAL_ERROR "vcpkg_download_distfile(${ARGN})")
  endif()
  set(${result} "${scratch}/${given_FILENAME}" PARENT_SCOPE)
endfunction()

function(vcpkg_extract_source_archive result)
  parse(vcpkg_extract_source_archive "" "ARCHIVE" "PATCHES" "ARCHIVE" ${ARGN})
  if(NOT given_ARCHIVE STREQUAL "${scratch}/flaghook-${VERSION}.tar.gz")
    message(FATAL_ERROR "vcpkg_extract_source_archive(${ARGN})")
  endif()
  set(${result} "${source}" PARENT_SCOPE)
endfunction()

function(vcpkg_cmake_configure)
  parse(vcpkg_cmake_configure "" "SOURCE_PATH" "OPTIONS" "SOURCE_PATH" ${ARGN})
  execute_process(
    COMMAND "${CMAKE_COMMAND}" -S "${given_SOURCE_PATH}" -B "${scratch}/build" -G "${generator}"
      "-DCMAKE_CXX_COMPILER=${compiler}" "-DCMAKE_INSTALL_PREFIX=${CURRENT_PACKAGES_DIR}"
      ${given_OPTIONS}
    COMMAND_ERROR_IS_FATAL ANY)
endfunction()

function(vcpkg_cmake_install)
  parse(vcpkg_cmake_install "" "" "" "" ${ARGN})
  execute_process(COMMAND "${CMAKE_COMMAND}" --build "${scratch}/build" --target install
    COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# The original also moves the files to share/${PORT} and corrects the paths in them.
function(vcpkg_cmake_config_fixup)
  parse(vcpkg_cmake_config_fixup "" "CONFIG_PATH;PACKAGE_NAME" "" "CONFIG_PATH" ${ARGN})
  if(NOT EXISTS "${CURRENT_PACKAGES_DIR}/${given_CONFIG_PATH}/flaghookConfig.cmake")
    message(FATAL_ERROR "no flaghookConfig.cmake in ${given_CONFIG_PATH}")
  endif()
endfunction()

function(vcpkg_fixup_pkgconfig)
  parse(vcpkg_fixup_pkgconfig "" "" "" "" ${ARGN})
  if(NOT EXISTS "${CURRENT_PACKAGES_DIR}/share/pkgconfig/flaghook.pc")
    message(FATAL_ERROR "no flaghook.pc")
  endif()
endfunction()

function(vcpkg_install_copyright)
  parse(vcpkg_install_copyright "" "COMMENT" "FILE_LIST" "FILE_LIST" ${ARGN})
  file(INSTALL ${given_FILE_LIST}
    DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}" RENAME copyright)
endfunction()

include("${port}/portfile.cmake")

# The checks of vcpkg after building a port.
foreach(file IN ITEMS include/flaghook/flaghook.hpp share/flaghook/copyright share/flaghook/usage)
  if(NOT EXISTS "${CURRENT_PACKAGES_DIR}/${file}")
    message(FATAL_ERROR "not installed: ${file}")
  endif()
endforeach()
if(EXISTS "${CURRENT_PACKAGES_DIR}/bin" OR EXISTS "${CURRENT_PACKAGES_DIR}/debug" OR
    EXISTS "${CURRENT_PACKAGES_DIR}/lib")
  message(FATAL_ERROR "installed more than headers")
endif()
file(READ "${CURRENT_PACKAGES_DIR}/share/cmake/flaghook/flaghookConfig.cmake" config)
if(NOT config MATCHES "set\\(FLAGHOOK_CRYPTO \"${expected_crypto}\"\\)")
  message(FATAL_ERROR "the package is not made for ${expected_crypto}")
endif()
