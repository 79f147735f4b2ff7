# The warnings for flaghook's own tests and tool. Never part of an installed target: a consumer
# chooses its own warnings.
add_library(flaghook_warnings INTERFACE)

if(MSVC)
  target_compile_options(flaghook_warnings INTERFACE /W4 /permissive- /utf-8)
  set(flaghook_werror /WX)
else()
  target_compile_options(flaghook_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wold-style-cast -Wcast-qual
    -Wformat=2 -Wundef
    # In a unity build, a name may hide one of another file.
    $<$<NOT:$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>>:-Wshadow>
    # g++ warns about every error category, because the destructor of Boost's base class is
    # protected and not virtual. That is correct as it is.
    $<$<NOT:$<CXX_COMPILER_ID:GNU>>:-Wnon-virtual-dtor>)
  set(flaghook_werror -Werror)
endif()

if(FLAGHOOK_WARNINGS_AS_ERRORS)
  target_compile_options(flaghook_warnings INTERFACE ${flaghook_werror})
endif()
