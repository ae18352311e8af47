// The names C++ gives wmain. arguments: one
#include <cstdio>
#include <tchar.h>

int wmain(int argc, wchar_t **argv)
{
    std::printf("%d %ls\n", argc, argv[1]);
    return 0;
}
