# Configures `source` in `build` with `crypto` as the default library, and installs it to `tree`.
file(REMOVE_RECURSE "${tree}" "${build}")
execute_process(
  COMMAND "${CMAKE_COMMAND}" -S "${source}" -B "${build}" -G "${generator}"
    "-DCMAKE_CXX_COMPILER=${compiler}" "-DFLAGHOOK_CRYPTO=${crypto}"
    -DFLAGHOOK_BUILD_TESTS=OFF -DFLAGHOOK_BUILD_TOOL=OFF
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CMAKE_COMMAND}" --install "${build}" --prefix "${tree}"
  COMMAND_ERROR_IS_FATAL ANY)
