/* A program whose entry is wWinMain. arguments: one two */
#include <windows.h>
#include <stdio.h>

int WINAPI wWinMain(HINSTANCE instance, HINSTANCE previous, LPWSTR command_line, int show)
{
    printf("%d %d [%ls] %d\n", instance != NULL, previous == NULL, command_line, show);
    return 0;
}
