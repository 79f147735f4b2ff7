# Writes the definition of flaghook::suite::embedded_vectors() into a C++ file.
#
# Usage: cmake -Doutput=FILE "-Dvectors=FILE;FILE..." -P embed_vectors.cmake
list(SORT vectors)
set(entries "")
foreach(path IN LISTS vectors)
  cmake_path(GET path FILENAME name)
  file(READ "${path}" content)
  string(APPEND entries "    {\"${name}\", R\"vectors(${content})vectors\"sv},\n")
endforeach()
file(WRITE "${output}" "#include \"suite/embedded_vectors.hpp\"

// All supported compilers accept longer texts than the standard requires.
#pragma GCC diagnostic ignored \"-Woverlength-strings\"

namespace flaghook::suite {

namespace {

// Counts no characters while compiling.
using std::literals::operator\"\"sv;

constexpr embedded_file files[] = {
${entries}};

} // namespace

std::span<const embedded_file> embedded_vectors() noexcept {
    return files;
}

} // namespace flaghook::suite
")
