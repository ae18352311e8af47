/* The registry: its predefined keys, which hold nothing and take nothing. */
#ifndef _WINREG_
#define _WINREG_

#include <minwinbase.h>

typedef LONG LSTATUS;
typedef ACCESS_MASK REGSAM;

#define HKEY_CLASSES_ROOT ((HKEY)(ULONG_PTR)((LONG)0x80000000))
#define HKEY_CURRENT_USER ((HKEY)(ULONG_PTR)((LONG)0x80000001))
#define HKEY_LOCAL_MACHINE ((HKEY)(ULONG_PTR)((LONG)0x80000002))
#define HKEY_USERS ((HKEY)(ULONG_PTR)((LONG)0x80000003))
#define HKEY_PERFORMANCE_DATA ((HKEY)(ULONG_PTR)((LONG)0x80000004))
#define HKEY_CURRENT_CONFIG ((HKEY)(ULONG_PTR)((LONG)0x80000005))

#define KEY_QUERY_VALUE 0x0001
#define KEY_SET_VALUE 0x0002
#define KEY_CREATE_SUB_KEY 0x0004
#define KEY_ENUMERATE_SUB_KEYS 0x0008
#define KEY_NOTIFY 0x0010
#define KEY_CREATE_LINK 0x0020
#define KEY_WOW64_64KEY 0x0100
#define KEY_WOW64_32KEY 0x0200
#define KEY_READ 0x20019
#define KEY_WRITE 0x20006
#define KEY_EXECUTE KEY_READ
#define KEY_ALL_ACCESS 0xF003F

#define REG_OPTION_NON_VOLATILE 0
#define REG_OPTION_VOLATILE 1
#define REG_CREATED_NEW_KEY 1
#define REG_OPENED_EXISTING_KEY 2

#define REG_NONE 0
#define REG_SZ 1
#define REG_EXPAND_SZ 2
#define REG_BINARY 3
#define REG_DWORD 4
#define REG_DWORD_LITTLE_ENDIAN 4
#define REG_DWORD_BIG_ENDIAN 5
#define REG_LINK 6
#define REG_MULTI_SZ 7
#define REG_QWORD 11
#define REG_QWORD_LITTLE_ENDIAN 11

_WS2_BEGIN_DECLS
LSTATUS WINAPI RegOpenKeyA(HKEY key, LPCSTR name, PHKEY opened) WS2_SYMBOL(RegOpenKeyA);
LSTATUS WINAPI RegOpenKeyW(HKEY key, LPCWSTR name, PHKEY opened) WS2_SYMBOL(RegOpenKeyW);
LSTATUS WINAPI RegOpenKeyExA(HKEY key, LPCSTR name, DWORD options, REGSAM access, PHKEY opened) WS2_SYMBOL(RegOpenKeyExA);
LSTATUS WINAPI RegOpenKeyExW(HKEY key, LPCWSTR name, DWORD options, REGSAM access, PHKEY opened) WS2_SYMBOL(RegOpenKeyExW);
LSTATUS WINAPI RegCreateKeyExA(HKEY key, LPCSTR name, DWORD reserved, LPSTR key_class, DWORD options, REGSAM access, const LPSECURITY_ATTRIBUTES attributes, PHKEY opened, LPDWORD disposition) WS2_SYMBOL(RegCreateKeyExA);
LSTATUS WINAPI RegCreateKeyExW(HKEY key, LPCWSTR name, DWORD reserved, LPWSTR key_class, DWORD options, REGSAM access, const LPSECURITY_ATTRIBUTES attributes, PHKEY opened, LPDWORD disposition) WS2_SYMBOL(RegCreateKeyExW);
LSTATUS WINAPI RegCloseKey(HKEY key) WS2_SYMBOL(RegCloseKey);
LSTATUS WINAPI RegFlushKey(HKEY key) WS2_SYMBOL(RegFlushKey);
LSTATUS WINAPI RegDeleteKeyA(HKEY key, LPCSTR name) WS2_SYMBOL(RegDeleteKeyA);
LSTATUS WINAPI RegDeleteKeyW(HKEY key, LPCWSTR name) WS2_SYMBOL(RegDeleteKeyW);
LSTATUS WINAPI RegDeleteValueA(HKEY key, LPCSTR name) WS2_SYMBOL(RegDeleteValueA);
LSTATUS WINAPI RegDeleteValueW(HKEY key, LPCWSTR name) WS2_SYMBOL(RegDeleteValueW);
LSTATUS WINAPI RegEnumKeyExA(HKEY key, DWORD index, LPSTR name, LPDWORD room, LPDWORD reserved, LPSTR key_class, LPDWORD class_room, PFILETIME written) WS2_SYMBOL(RegEnumKeyExA);
LSTATUS WINAPI RegEnumKeyExW(HKEY key, DWORD index, LPWSTR name, LPDWORD room, LPDWORD reserved, LPWSTR key_class, LPDWORD class_room, PFILETIME written) WS2_SYMBOL(RegEnumKeyExW);
LSTATUS WINAPI RegEnumValueA(HKEY key, DWORD index, LPSTR name, LPDWORD room, LPDWORD reserved, LPDWORD type, LPBYTE data, LPDWORD bytes) WS2_SYMBOL(RegEnumValueA);
LSTATUS WINAPI RegEnumValueW(HKEY key, DWORD index, LPWSTR name, LPDWORD room, LPDWORD reserved, LPDWORD type, LPBYTE data, LPDWORD bytes) WS2_SYMBOL(RegEnumValueW);
LSTATUS WINAPI RegQueryValueExA(HKEY key, LPCSTR name, LPDWORD reserved, LPDWORD type, LPBYTE data, LPDWORD bytes) WS2_SYMBOL(RegQueryValueExA);
LSTATUS WINAPI RegQueryValueExW(HKEY key, LPCWSTR name, LPDWORD reserved, LPDWORD type, LPBYTE data, LPDWORD bytes) WS2_SYMBOL(RegQueryValueExW);
LSTATUS WINAPI RegSetValueExA(HKEY key, LPCSTR name, DWORD reserved, DWORD type, const BYTE *data, DWORD bytes) WS2_SYMBOL(RegSetValueExA);
LSTATUS WINAPI RegSetValueExW(HKEY key, LPCWSTR name, DWORD reserved, DWORD type, const BYTE *data, DWORD bytes) WS2_SYMBOL(RegSetValueExW);
_WS2_END_DECLS

#define RegOpenKey _WS2_AW(RegOpenKey)
#define RegOpenKeyEx _WS2_AW(RegOpenKeyEx)
#define RegCreateKeyEx _WS2_AW(RegCreateKeyEx)
#define RegDeleteKey _WS2_AW(RegDeleteKey)
#define RegDeleteValue _WS2_AW(RegDeleteValue)
#define RegEnumKeyEx _WS2_AW(RegEnumKeyEx)
#define RegEnumValue _WS2_AW(RegEnumValue)
#define RegQueryValueEx _WS2_AW(RegQueryValueEx)
#define RegSetValueEx _WS2_AW(RegSetValueEx)

#endif
