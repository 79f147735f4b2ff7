# Builds and runs `program` with a plain compiler command line and the flags of pkg-config.
set(ENV{PKG_CONFIG_PATH} "${tree}/share/pkgconfig")

execute_process(COMMAND "${pkg_config}" --modversion flaghook
  OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
if(NOT version STREQUAL expected_version)
  message(FATAL_ERROR "flaghook.pc says ${version}, not ${expected_version}")
endif()

execute_process(COMMAND "${pkg_config}" --cflags --libs flaghook
  OUTPUT_VARIABLE flags OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
separate_arguments(flags UNIX_COMMAND "${flags}")

execute_process(
  COMMAND "${compiler}" -std=c++20 -Wall -Wextra -Werror
    "${CMAKE_CURRENT_LIST_DIR}/../program.cpp" ${flags} -o "${program}"
  COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${program}" COMMAND_ERROR_IS_FATAL ANY)
