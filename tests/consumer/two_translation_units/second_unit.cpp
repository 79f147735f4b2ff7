// Uses the same functions as program.cpp, so that both files instantiate the same templates.
#define main second_main
#include "../program.cpp"
