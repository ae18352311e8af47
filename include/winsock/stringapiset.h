/* Conversion between 8 and 16 bit text. */
#ifndef _STRINGAPISET_H_
#define _STRINGAPISET_H_

#include <minwinbase.h>

#define CP_ACP 0
#define CP_OEMCP 1
#define CP_UTF7 65000
#define CP_UTF8 65001
#define MB_PRECOMPOSED 0x00000001
#define MB_ERR_INVALID_CHARS 0x00000008
#define WC_NO_BEST_FIT_CHARS 0x00000400
#define WC_ERR_INVALID_CHARS 0x00000080

_WS2_BEGIN_DECLS
int WINAPI MultiByteToWideChar(UINT code_page, DWORD flags, LPCSTR text, int bytes, LPWSTR wide, int wide_capacity) WS2_SYMBOL(MultiByteToWideChar);
int WINAPI WideCharToMultiByte(UINT code_page, DWORD flags, LPCWSTR wide, int wide_length, LPSTR text, int capacity, LPCSTR default_char, LPBOOL used_default) WS2_SYMBOL(WideCharToMultiByte);
UINT WINAPI GetACP(void) WS2_SYMBOL(GetACP);
UINT WINAPI GetOEMCP(void) WS2_SYMBOL(GetOEMCP);
_WS2_END_DECLS

#endif
