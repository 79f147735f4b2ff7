# Builds a Meson project that uses flaghook through the wrap file of the tree. A repository made of
# `source`, with the tag that the wrap file names, replaces the repository of the wrap file.
cmake_path(GET CMAKE_CURRENT_LIST_DIR PARENT_PATH consumer)
file(REMOVE_RECURSE "${scratch}")
file(COPY "${source}/include" "${source}/LICENSE" DESTINATION "${scratch}/origin")
file(COPY "${source}/cmake/meson/" DESTINATION "${scratch}/project/subprojects")
configure_file("${CMAKE_CURRENT_LIST_DIR}/meson.build" "${scratch}/project/meson.build" COPYONLY)
configure_file("${consumer}/program.cpp" "${scratch}/project/program.cpp" COPYONLY)
configure_file("${consumer}/signature_only/program.cpp" "${scratch}/project/signature_only.cpp" COPYONLY)

set(ENV{GIT_CONFIG_GLOBAL} "${scratch}/no-such-file")
set(ENV{GIT_CONFIG_NOSYSTEM} 1)
foreach(command IN ITEMS
    "init --quiet" "add ." "-c user.name=flaghook -c user.email=test@flaghook.example commit --quiet -m test"
    "tag v${expected_version}")
  separate_arguments(command)
  execute_process(COMMAND git ${command}
    WORKING_DIRECTORY "${scratch}/origin" COMMAND_ERROR_IS_FATAL ANY)
endforeach()
file(STRINGS "${source}/cmake/meson/flaghook.wrap" home REGEX "^url = ")
string(REPLACE "url = " "" home "${home}")
set(ENV{GIT_CONFIG_COUNT} 1)
set(ENV{GIT_CONFIG_KEY_0} "url.file://${scratch}/origin.insteadOf")
set(ENV{GIT_CONFIG_VALUE_0} "${home}")

set(ENV{CXX} "${compiler}")
function(meson)
  execute_process(COMMAND "${meson}" ${ARGV}
    WORKING_DIRECTORY "${scratch}/project" COMMAND_ERROR_IS_FATAL ANY)
endfunction()
meson(setup build)
meson(test -C build)
if(NOT EXISTS "${scratch}/project/subprojects/flaghook/include/flaghook/version.hpp")
  message(FATAL_ERROR "the wrap file was not used")
endif()
file(READ "${scratch}/project/build/meson-info/intro-projectinfo.json" info)
string(JSON version GET "${info}" subprojects 0 version)
if(NOT version STREQUAL expected_version)
  message(FATAL_ERROR "meson.build says ${version}, not ${expected_version}")
endif()

meson(setup build_with_openssl -Dflaghook:crypto=openssl)
meson(test -C build_with_openssl signs)
foreach(build IN ITEMS "build;libmbedcrypto;libcrypto" "build_with_openssl;libcrypto;libmbedcrypto")
  list(POP_FRONT build folder wanted unwanted)
  execute_process(COMMAND "${readelf}" --dynamic "${scratch}/project/${folder}/signature_only"
    OUTPUT_VARIABLE needed COMMAND_ERROR_IS_FATAL ANY)
  if(NOT needed MATCHES "${wanted}\\." OR needed MATCHES "${unwanted}\\." OR needed MATCHES "libboost")
    message(FATAL_ERROR "${folder}/signature_only links something else than ${wanted}:\n${needed}")
  endif()
endforeach()
