/* wsprintf of user32, cut at 1,023 characters. */
#include <windows.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    char narrow[1024], longer[2000];
    WCHAR wide[1024];
    printf("%d", wsprintfA(narrow, "%s %d %lu %c", "text", -5, 4294967295u, 'x'));
    printf(" %s\n", narrow);
    printf("%d", wsprintfW(wide, L"%s %d %S", L"wide", 7, "narrow"));
    printf(" %ls\n", wide);
    memset(longer, 'y', sizeof longer);
    longer[sizeof longer - 1] = 0;
    printf("%d", wsprintfA(narrow, "%s", longer));
    printf(" %d\n", (int)strlen(narrow));
    return 0;
}
