# flaghook_harden(TARGET): adds compiler and linker options that limit the damage of a mistake in a
# program that reads untrusted bytes:
# https://best.openssf.org/Compiler-Hardening-Guides/Compiler-Options-Hardening-Guide-for-C-and-C++
# Only for flaghook's own program: a consumer chooses its own flags.
# tests/tool/hardening_test.py checks for each option's effect in the built file.
include(CheckCXXCompilerFlag)
include(CheckPIESupported)

check_pie_supported(LANGUAGES CXX)
# Each option is for one processor; a compiler may accept the wrong one with only a warning.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)$")
  check_cxx_compiler_flag(-mbranch-protection=standard FLAGHOOK_HAS_BRANCH_PROTECTION)
else()
  check_cxx_compiler_flag(-fcf-protection=full FLAGHOOK_HAS_CF_PROTECTION)
endif()
check_cxx_compiler_flag(-fstack-clash-protection FLAGHOOK_HAS_STACK_CLASH_PROTECTION)

function(flaghook_harden target)
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  if(MSVC OR APPLE)
    return()
  endif()
  target_compile_options(${target} PRIVATE
    -fstack-protector-strong
    $<$<BOOL:${FLAGHOOK_HAS_CF_PROTECTION}>:-fcf-protection=full>
    $<$<BOOL:${FLAGHOOK_HAS_BRANCH_PROTECTION}>:-mbranch-protection=standard>
    $<$<BOOL:${FLAGHOOK_HAS_STACK_CLASH_PROTECTION}>:-fstack-clash-protection>)
  # Checked library calls need optimized code and, in C++, g++'s built-in functions. They interfere
  # with the sanitizers' own checks.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND
      CMAKE_BUILD_TYPE MATCHES "^(Release|RelWithDebInfo|MinSizeRel)$" AND
      NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize=")
    target_compile_options(${target} PRIVATE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
  endif()
  target_compile_definitions(${target} PRIVATE _GLIBCXX_ASSERTIONS)
  target_link_options(${target} PRIVATE
    LINKER:-z,relro LINKER:-z,now LINKER:-z,noexecstack LINKER:-z,separate-code)
endfunction()
