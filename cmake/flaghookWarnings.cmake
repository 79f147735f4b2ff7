# The warnings our own tests and tool are compiled under. Never part of an installed target: a
# consumer's warnings are the consumer's business.
add_library(flaghook_warnings INTERFACE)

if(MSVC)
  target_compile_options(flaghook_warnings INTERFACE /W4 /permissive- /utf-8)
  set(flaghook_werror /WX)
else()
  target_compile_options(flaghook_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wold-style-cast -Wcast-qual
    -Wformat=2 -Wundef
    # Where files are compiled together, a name of one is no mistake in the next.
    $<$<NOT:$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>>:-Wshadow>
    # g++ warns here of every error category: the destructor of Boost's base class is protected and
    # not virtual, as it should be.
    $<$<NOT:$<CXX_COMPILER_ID:GNU>>:-Wnon-virtual-dtor>)
  set(flaghook_werror -Werror)
endif()

if(FLAGHOOK_WARNINGS_AS_ERRORS)
  target_compile_options(flaghook_warnings INTERFACE ${flaghook_werror})
endif()
