# WebAssembly: Debian's Emscripten, and Node. Enables exceptions, which are off by default. Runs
# `main` on its own thread, so that it may wait for others. The default memory is too small for the
# tests of hostile bodies.
set(CMAKE_CXX_FLAGS_INIT "-fexceptions -pthread")
set(CMAKE_EXE_LINKER_FLAGS_INIT
    "-sINITIAL_MEMORY=1GB -sSTACK_SIZE=8MB -sDEFAULT_PTHREAD_STACK_SIZE=8MB -sPROXY_TO_PTHREAD=1 -sEXIT_RUNTIME=1")
include(/usr/share/emscripten/cmake/Modules/Platform/Emscripten.cmake)
set(FLAGHOOK_PLATFORM_CRYPTO OFF)
