# Makes two single headers in `scratch`: one of the headers in `include`, and one of a copy that
# claims to be version 9.8.7.
file(REMOVE_RECURSE "${scratch}")
file(COPY "${include}/flaghook" DESTINATION "${scratch}/include_of_other_version")

set(header "${scratch}/include_of_other_version/flaghook/version.hpp")
file(READ "${header}" text)
string(REGEX REPLACE "(_MAJOR|_MINOR|_PATCH) [0-9]+\n" "\\1 =\n" text "${text}")
string(REPLACE "_MAJOR =\n" "_MAJOR 9\n" text "${text}")
string(REPLACE "_MINOR =\n" "_MINOR 8\n" text "${text}")
string(REPLACE "_PATCH =\n" "_PATCH 7\n" text "${text}")
string(REGEX REPLACE "#define FLAGHOOK_VERSION \"[0-9.]+\"" "#define FLAGHOOK_VERSION \"9.8.7\""
       text "${text}")
string(REGEX REPLACE "#define FLAGHOOK_ABI v[0-9_]+" "#define FLAGHOOK_ABI v9_8_7" text "${text}")
string(REGEX REPLACE "#elif FLAGHOOK_VERSION_MAJOR [^\n]*"
  "#elif FLAGHOOK_VERSION_MAJOR != 9 || FLAGHOOK_VERSION_MINOR != 8 || FLAGHOOK_VERSION_PATCH != 7"
  text "${text}")
string(REGEX MATCHALL "[Vv_]9_8_7|9\\.8\\.7|!= [987]|(MAJOR|MINOR|PATCH) [987]" places "${text}")
list(LENGTH places count)
if(NOT count EQUAL 8)
  message(FATAL_ERROR "version.hpp has another form than this file expects: ${places}")
endif()
file(WRITE "${header}" "${text}")

foreach(which IN ITEMS same other)
  set(from "${include}")
  if(which STREQUAL "other")
    set(from "${scratch}/include_of_other_version")
  endif()
  execute_process(
    COMMAND "${python}" -B "${amalgamate}" "${from}" "${scratch}/${which}_version/flaghook.hpp"
    COMMAND_ERROR_IS_FATAL ANY)
endforeach()
