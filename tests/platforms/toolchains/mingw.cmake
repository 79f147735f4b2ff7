# 64-bit Windows: MinGW-w64's g++ and Wine. Uses the POSIX threads variant, because only that one
# has std::mutex. Links statically, because the compiler's libraries are not in Wine's path.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
set(CMAKE_CROSSCOMPILING_EMULATOR wine)
set(FLAGHOOK_PLATFORM_CRYPTO OFF)
