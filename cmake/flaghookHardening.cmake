# flaghook_harden(TARGET): what a compiler and a linker can add to a program that reads bytes from
# strangers, so that a mistake in it ends the program and not more:
# https://best.openssf.org/Compiler-Hardening-Guides/Compiler-Options-Hardening-Guide-for-C-and-C++
# For our own program only: a consumer's flags are the consumer's business.
# tests/tool/hardening_test.py looks for each of these in the file that was built.
include(CheckCXXCompilerFlag)
include(CheckPIESupported)

check_pie_supported(LANGUAGES CXX)
# Each of the two is another processor's; a compiler may take the wrong one and only warn.
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
  # Checked library calls need optimized code and, in C++, g++'s built-in functions; and they get in
  # the way of the sanitizers' own.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND
      CMAKE_BUILD_TYPE MATCHES "^(Release|RelWithDebInfo|MinSizeRel)$" AND
      NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize=")
    target_compile_options(${target} PRIVATE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
  endif()
  target_compile_definitions(${target} PRIVATE _GLIBCXX_ASSERTIONS)
  target_link_options(${target} PRIVATE
    LINKER:-z,relro LINKER:-z,now LINKER:-z,noexecstack LINKER:-z,separate-code)
endfunction()
