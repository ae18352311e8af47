/* A program whose entry is wmain. arguments: one zwölf */
#include <stdio.h>
#include <wchar.h>

int wmain(int argc, wchar_t *argv[], wchar_t *envp[])
{
    wprintf(L"%d %s %d\n", argc, argv[2], envp[0] != NULL);
    return argv[argc] != NULL;
}
