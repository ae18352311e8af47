// <io.h> has an eof, and std::char_traits has one of its own; <stdlib.h> brings INT_MAX.
#include <io.h>
#include <stdlib.h>
static_assert(INT_MAX == 0x7fffffff, "from <stdlib.h>");
#include <fstream>
#include <iostream>

int main()
{
    std::cout << (std::char_traits<char>::eof() == EOF) << tell(-1) << std::endl;
    return 0;
}
