# Installs `build` and moves the installed files to `tree`. Clears `scratch` for the projects.
file(REMOVE_RECURSE "${tree}" "${tree}.before" "${scratch}")
execute_process(COMMAND "${CMAKE_COMMAND}" --install "${build}" --prefix "${tree}.before"
  COMMAND_ERROR_IS_FATAL ANY)
file(RENAME "${tree}.before" "${tree}")
file(MAKE_DIRECTORY "${scratch}")

foreach(file IN ITEMS
    include/flaghook/version.hpp
    share/cmake/flaghook/flaghookConfig.cmake
    share/cmake/flaghook/flaghookConfigVersion.cmake
    share/cmake/flaghook/FindMbedTLS.cmake
    share/doc/flaghook/LICENSE
    share/pkgconfig/flaghook.pc)
  if(NOT EXISTS "${tree}/${file}")
    message(FATAL_ERROR "not installed: ${file}")
  endif()
endforeach()
