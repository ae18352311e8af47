// C++ finds the size of an array by itself.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cwchar>
#include <ctime>

int main()
{
    char buffer[8];
    wchar_t wide[8];
    strcpy_s(buffer, "abc");
    strcat_s(buffer, "def");
    strncat_s(buffer, "ghi", 1);
    std::printf("%s\n", buffer);
    sprintf_s(buffer, "%d", 42);
    std::printf("%s\n", buffer);
    _snprintf_s(buffer, _TRUNCATE, "%s", "a long text");
    std::printf("%s\n", buffer);
    wcscpy_s(wide, L"wide");
    wcsncpy_s(wide, L"wider", 3);
    swprintf_s(wide, L"%s", L"ws");
    std::printf("%ls\n", wide);
    swprintf(wide, L"%d", 7);
    std::printf("%ls\n", wide);
    _itoa_s(255, buffer, 16);
    std::printf("%s\n", buffer);
    std::printf("%d %d\n", static_cast<int>(_countof(buffer)), static_cast<int>(_countof(wide)));
    const wchar_t *found = std::wcschr(L"key=value", L'=');
    std::printf("%ls\n", found);
    return 0;
}
