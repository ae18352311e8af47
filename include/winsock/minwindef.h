/* The basic Windows types. LLP64 widths: LONG and DWORD have 32 bits on every machine. */
#ifndef _MINWINDEF_
#define _MINWINDEF_

#include <sdkddkver.h>
#include <winapifamily.h>
#include <_winsock_abi.h>
#include <stdarg.h>
#include <_winsock_types.h>

#ifndef MAX_PATH
#define MAX_PATH 260
#endif
#ifndef IN
#define IN
#endif
#ifndef OUT
#define OUT
#endif
#ifndef OPTIONAL
#define OPTIONAL
#endif
#undef far
#undef near
#undef pascal
#define far
#define near
#define pascal
#define cdecl
#define FAR
#define NEAR
#define CDECL
#define PASCAL
#define WINAPI
#define WINAPIV
#define APIENTRY
#define APIPRIVATE
#define CALLBACK
#ifndef CONST
#define CONST const
#endif
#ifndef WINBASEAPI
#define WINBASEAPI
#define WINADVAPI
#define WINUSERAPI
#define WINMMAPI
#endif

typedef UINT_PTR WPARAM;
typedef LONG_PTR LPARAM;
typedef LONG_PTR LRESULT;
typedef WORD ATOM;

typedef HANDLE *SPHANDLE;
typedef HANDLE HGLOBAL;
typedef HANDLE HLOCAL;
typedef HANDLE GLOBALHANDLE;
typedef HANDLE LOCALHANDLE;
typedef INT_PTR (WINAPI *FARPROC)();
typedef INT_PTR (WINAPI *NEARPROC)();
typedef INT_PTR (WINAPI *PROC)();
DECLARE_HANDLE(HINSTANCE);
typedef HINSTANCE HMODULE;
DECLARE_HANDLE(HKEY);
typedef HKEY *PHKEY;
DECLARE_HANDLE(HRGN);
DECLARE_HANDLE(HRSRC);
DECLARE_HANDLE(HSPRITE);
DECLARE_HANDLE(HSTR);
DECLARE_HANDLE(HTASK);
DECLARE_HANDLE(HWINSTA);
typedef int HFILE;

typedef struct _FILETIME {
    DWORD dwLowDateTime;
    DWORD dwHighDateTime;
} FILETIME, *PFILETIME, *LPFILETIME;

#define MAKEWORD(low, high) ((WORD)(((BYTE)((DWORD_PTR)(low) & 0xff)) | ((WORD)((BYTE)((DWORD_PTR)(high) & 0xff))) << 8))
#define MAKELONG(low, high) ((LONG)(((WORD)((DWORD_PTR)(low) & 0xffff)) | ((DWORD)((WORD)((DWORD_PTR)(high) & 0xffff))) << 16))
#define LOWORD(value) ((WORD)((DWORD_PTR)(value) & 0xffff))
#define HIWORD(value) ((WORD)(((DWORD_PTR)(value) >> 16) & 0xffff))
#define LOBYTE(value) ((BYTE)((DWORD_PTR)(value) & 0xff))
#define HIBYTE(value) ((BYTE)(((DWORD_PTR)(value) >> 8) & 0xff))

#ifndef NOMINMAX
#ifdef __cplusplus
/* Functions instead of Windows' macros, so that std::min and std::max stay usable. */
#if !defined(min) && !defined(_WS2_MIN_MAX)
#define _WS2_MIN_MAX
extern "C++" {
template <class A, class B> inline auto(min)(A a, B b) -> decltype(a < b ? A(a) : B(b)) { return a < b ? a : b; }
template <class A, class B> inline auto(max)(A a, B b) -> decltype(a > b ? A(a) : B(b)) { return a > b ? a : b; }
}
#endif
#else
#ifndef min
#define min(a, b) (((a) < (b)) ? (a) : (b))
#endif
#ifndef max
#define max(a, b) (((a) > (b)) ? (a) : (b))
#endif
#endif
#endif

#endif
