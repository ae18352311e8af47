/* A program whose entry is WinMain. arguments: one two */
#include <windows.h>
#include <stdio.h>

int WINAPI WinMain(HINSTANCE instance, HINSTANCE previous, LPSTR command_line, int show)
{
    printf("%d %d [%s] %d\n", instance != NULL, previous == NULL, command_line, show);
    return 0;
}
