# 32-bit ARM with floating-point registers: Debian's cross compiler, and QEMU to emulate the
# processor.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_CXX_COMPILER arm-linux-gnueabihf-g++)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-arm)
# Suppresses notes that g++ 7 changed how some arguments are passed.
set(CMAKE_CXX_FLAGS_INIT -Wno-psabi)
