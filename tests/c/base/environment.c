/* ExpandEnvironmentStrings replaces what is set and leaves the rest; GetEnvironmentStrings shows every variable. */
#include "../ok.h"

static void expands(LPCWSTR text, LPCWSTR expected)
{
    WCHAR buffer[64];
    DWORD length = lstrlenW(expected) + 1;
    ok(ExpandEnvironmentStringsW(text, NULL, 0) == length, "the length is told without a buffer");
    memset(buffer, 0x11, sizeof(buffer));
    ok(ExpandEnvironmentStringsW(text, buffer, length - 1) == length, "and with one that is too small");
    ok(buffer[length - 1] == 0x1111, "which is not overrun");
    ok(ExpandEnvironmentStringsW(text, buffer, length) == length, "just enough room");
    ok(lstrcmpW(buffer, expected) == 0, "expanded");
}

static int has_variable(LPCWSTR block, LPCWSTR line)
{
    for (; *block; block += lstrlenW(block) + 1)
        if (lstrcmpW(block, line) == 0)
            return 1;
    return 0;
}

int main(void)
{
    char narrow[32];
    LPWSTR block;
    LPSTR narrow_block;
    LPWSTR huge;
    int i;
    ok(SetEnvironmentVariableW(L"OK_FOLDER", L"/opt/layers"), "set");
    ok(SetEnvironmentVariableW(L"OK_NESTED", L"%OK_FOLDER%"), "set");
    ok(SetEnvironmentVariableW(L"OK_UNSET", NULL), "not set");
    expands(L"", L"");
    expands(L"/lib/a.so", L"/lib/a.so");
    expands(L"%OK_FOLDER%/a.so", L"/opt/layers/a.so");
    expands(L"%OK_FOLDER%%OK_FOLDER%", L"/opt/layers/opt/layers");
    expands(L"%OK_UNSET%/a.so", L"%OK_UNSET%/a.so");
    expands(L"%OK_NESTED%", L"%OK_FOLDER%");
    expands(L"100 %", L"100 %");
    expands(L"%%OK_FOLDER%%", L"%/opt/layers%");

    ok(ExpandEnvironmentStringsA("%OK_FOLDER%!", narrow, sizeof(narrow)) == 13, "narrow");
    ok(strcmp(narrow, "/opt/layers!") == 0, "narrow: %s", narrow);
    ok(ExpandEnvironmentStringsA("%OK_FOLDER%!", narrow, 12) == 13, "too small");
    SetLastError(0);
    ok(ExpandEnvironmentStringsW(NULL, NULL, 0) == 0 && GetLastError() == ERROR_INVALID_PARAMETER, "NULL");
    huge = (LPWSTR)malloc(40001 * sizeof(WCHAR));
    for (i = 0; i < 40000; i++)
        huge[i] = 'x';
    huge[40000] = 0;
    ok(ExpandEnvironmentStringsW(huge, NULL, 0) == 0, "more than 32 K letters are refused");
    free(huge);

    block = GetEnvironmentStringsW();
    require(block != NULL);
    ok(has_variable(block, L"OK_FOLDER=/opt/layers"), "in the block");
    ok(!has_variable(block, L"OK_UNSET="), "not in the block");
    ok(SetEnvironmentVariableW(L"OK_FOLDER", L"/else"), "changed");
    ok(has_variable(block, L"OK_FOLDER=/opt/layers"), "the block is a copy");
    ok(FreeEnvironmentStringsW(block), "freed");
    narrow_block = GetEnvironmentStringsA();
    require(narrow_block != NULL);
    ok(strchr(narrow_block, '=') != NULL, "NAME=value");
    ok(FreeEnvironmentStringsA(narrow_block), "freed");
    ok(!FreeEnvironmentStringsW(NULL), "NULL is no block");
    return ok_done();
}
