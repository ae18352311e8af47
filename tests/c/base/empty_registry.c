/* The registry has its predefined keys, and nothing in them. */
#include "../ok.h"

int main(void)
{
    HKEY key = NULL;
    DWORD type, bytes = 4, value, disposition = 0;
    char name[32];
    SetLastError(77);
    ok(RegOpenKeyExA(HKEY_LOCAL_MACHINE, "Software\\Echo", 0, KEY_READ, &key) == ERROR_FILE_NOT_FOUND, "no key");
    ok(RegOpenKeyExW(HKEY_CURRENT_USER, L"Software", 0, KEY_READ, &key) == ERROR_FILE_NOT_FOUND, "no key, wide");
    ok(key == NULL, "nothing was opened");
    ok(RegOpenKeyExA(HKEY_LOCAL_MACHINE, NULL, 0, KEY_READ, NULL) == ERROR_INVALID_PARAMETER, "nowhere to put it");
    ok(RegOpenKeyExA((HKEY)(ULONG_PTR)0x1234, "Software", 0, KEY_READ, &key) == ERROR_INVALID_HANDLE, "no such key");
    ok(RegOpenKeyExA(HKEY_LOCAL_MACHINE, NULL, 0, KEY_READ, &key) == ERROR_SUCCESS && key != NULL, "the key itself");
    ok(RegQueryValueExA(key, "Port", NULL, &type, (BYTE *)&value, &bytes) == ERROR_FILE_NOT_FOUND, "no value");
    bytes = sizeof name;
    ok(RegEnumKeyExA(key, 0, name, &bytes, NULL, NULL, NULL, NULL) == ERROR_NO_MORE_ITEMS, "no keys");
    value = 5150;
    ok(RegSetValueExA(key, "Port", 0, REG_DWORD, (BYTE *)&value, sizeof value) == ERROR_ACCESS_DENIED, "read only");
    ok(RegCreateKeyExA(key, "Echo", 0, NULL, 0, KEY_ALL_ACCESS, NULL, &key, &disposition) == ERROR_ACCESS_DENIED,
       "no new keys");
    ok(RegCreateKeyExA(key, "", 0, NULL, 0, KEY_READ, NULL, &key, &disposition) == ERROR_SUCCESS
           && disposition == REG_OPENED_EXISTING_KEY,
       "the key itself once more");
    ok(RegCloseKey(key) == ERROR_SUCCESS && RegCloseKey(NULL) == ERROR_INVALID_HANDLE, "closing");
    ok(GetLastError() == 77, "errors are returned, not left behind");
    return ok_done();
}
