/* The *_s functions take the size of the buffer after each text conversion. */
#include <stdio.h>
#include <wchar.h>

int main(void)
{
    char word[6] = "old", letter;
    wchar_t wide[6];
    int number = 0, matched;
    matched = sscanf_s("hello 5", "%s %d", word, (unsigned)sizeof word, &number);
    printf("%d %s %d\n", matched, word, number);
    matched = sscanf_s("hello! 5", "%s %d", word, (unsigned)sizeof word, &number);
    printf("%d [%s]\n", matched, word);
    matched = sscanf_s("x7", "%c%d", &letter, 1u, &number);
    printf("%d %c %d\n", matched, letter, number);
    matched = swscanf(L"abc 9", L"%s %d", wide, &number);
    printf("%d %ls %d\n", matched, wide, number);
    matched = swscanf_s(L"\u20ac\u20ac", L"%s", wide, 6u);
    printf("%d %ls\n", matched, wide);
    matched = sscanf("wide", "%ls", wide);
    printf("%d %ls\n", matched, wide);
    matched = swscanf(L"\u20acx", L"%c%c", &wide[0], &wide[1]);
    printf("%d %x %x\n", matched, wide[0], wide[1]);
    matched = sscanf_s("abc", "%3c", word, 2u);
    printf("%d\n", matched);
    return 0;
}
