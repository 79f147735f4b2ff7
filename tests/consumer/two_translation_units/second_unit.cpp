// Uses what program.cpp uses, so that both files instantiate the same templates.
#define main second_main
#include "../program.cpp"
