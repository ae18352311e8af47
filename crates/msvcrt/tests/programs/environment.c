/* Variables and the command line. arguments: one two */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    char buffer[16] = "old", *copy = NULL;
    size_t size = 99;
    _putenv("CRT_TEST=value");
    printf("%s\n", getenv("CRT_TEST"));
    printf("%d", getenv_s(&size, buffer, sizeof buffer, "CRT_TEST"));
    printf(" %d %s\n", (int)size, buffer);
    printf("%d", getenv_s(&size, buffer, sizeof buffer, "CRT_MISSING"));
    printf(" %d [%s]\n", (int)size, buffer);
    printf("%d", _dupenv_s(&copy, &size, "CRT_TEST"));
    printf(" %d %s\n", (int)size, copy);
    free(copy);
    printf("%ls\n", _wgetenv(L"CRT_TEST"));
    _putenv("CRT_TEST=");
    printf("%d\n", getenv("CRT_TEST") == NULL);
    printf("%d %s %s %ls\n", __argc, __argv[1], __argv[2], __wargv[2]);
    printf("%d\n", _environ != NULL);
    printf("%s", _fullpath(buffer, "/a/../b", sizeof buffer));
    printf(" %s", _fullpath(buffer, "//a/./b//c/", sizeof buffer));
    printf(" %s", _fullpath(buffer, "/a\\b\\..\\..\\..", sizeof buffer));
    printf(" %d\n", _fullpath(buffer, "/longer/than/that", sizeof buffer) == NULL);
    return 0;
}
