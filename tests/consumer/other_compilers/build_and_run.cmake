# Compiles, links and runs a consumer with another compiler, standard or standard library than the
# other tests. `flags` and `sources` are lists.
execute_process(COMMAND "${compiler}" --version COMMAND_ERROR_IS_FATAL ANY)
list(TRANSFORM sources PREPEND "${CMAKE_CURRENT_LIST_DIR}/../")
execute_process(
  COMMAND "${compiler}" "-std=${standard}" -Wall -Wextra -Werror "-I${include}" ${sources} ${flags}
    -o "${program}"
  COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${program}" COMMAND_ERROR_IS_FATAL ANY)
