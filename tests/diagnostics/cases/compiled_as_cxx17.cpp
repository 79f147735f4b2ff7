// An older standard than the library requires.
// with: -std=c++17
// expected: flaghook needs C++20
#include <flaghook/flaghook.hpp>
