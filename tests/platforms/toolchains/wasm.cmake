# WebAssembly: Emscripten as Debian has it, and Node. Exceptions are off unless asked for, and the
# memory does not grow.
set(CMAKE_CXX_FLAGS_INIT "-fexceptions -pthread")
set(CMAKE_EXE_LINKER_FLAGS_INIT
    "-sALLOW_MEMORY_GROWTH=1 -sSTACK_SIZE=8MB -sPROXY_TO_PTHREAD=1 -sEXIT_RUNTIME=1")
include(/usr/share/emscripten/cmake/Modules/Platform/Emscripten.cmake)
set(FLAGHOOK_PLATFORM_CRYPTO OFF)
