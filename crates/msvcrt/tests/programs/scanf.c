/* scanf and the line functions share standard input. */
#include <stdio.h>
#include <wchar.h>

int main(void)
{
    unsigned dword = 0;
    __int64 big = 0;
    char line[32], word[8];
    wchar_t wide[32];
    int matched = scanf("%lu %I64d", &dword, &big);
    printf("%d %u %I64d\n", matched, dword, big);
    if (!fgets(line, sizeof line, stdin))
        return 1;
    printf("[%s]\n", gets_s(line, sizeof line));
    printf("%d", gets_s(line, 4) == NULL);
    printf(" [%s]\n", line);
    while (getchar() != '\n')
        ;
    printf("%ls", fgetws(wide, 32, stdin));
    printf("%d", (int)getwchar());
    printf(" %x", (unsigned)getwchar());
    printf(" %x\n", (unsigned)getwchar());
    getwchar();
    matched = fscanf(stdin, "%7s", word);
    printf("%d %s\n", matched, word);
    printf("%d\n", scanf("%d", &matched));
    return 0;
}
