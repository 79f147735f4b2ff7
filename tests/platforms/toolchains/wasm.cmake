# WebAssembly: Emscripten as Debian has it, and Node. Exceptions are off unless asked for; `main` runs
# on a thread of its own, so that it may wait for others; the default memory is too small for the tests
# of hostile bodies.
set(CMAKE_CXX_FLAGS_INIT "-fexceptions -pthread")
set(CMAKE_EXE_LINKER_FLAGS_INIT
    "-sINITIAL_MEMORY=1GB -sSTACK_SIZE=8MB -sDEFAULT_PTHREAD_STACK_SIZE=8MB -sPROXY_TO_PTHREAD=1 -sEXIT_RUNTIME=1")
include(/usr/share/emscripten/cmake/Modules/Platform/Emscripten.cmake)
set(FLAGHOOK_PLATFORM_CRYPTO OFF)
