/* Microsoft's <tchar.h>: names that are wide when _UNICODE is defined and narrow when it is not. */
#pragma GCC system_header
#ifndef _MSVCRT_TCHAR_H
#define _MSVCRT_TCHAR_H

#include <_msvcrt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#ifdef _UNICODE
#define __T(text) L##text
typedef wchar_t _TCHAR;
typedef wchar_t _TSCHAR;
typedef wchar_t _TUCHAR;
typedef wchar_t _TXCHAR;
typedef wint_t _TINT;
#define _TEOF WEOF
/* The forms without a size. */
#define _msvcrt_swprintf(buffer, ...) swprintf((buffer), (size_t)0x7fffffff, __VA_ARGS__)
#define _msvcrt_vswprintf(buffer, format, arguments) vswprintf((buffer), (size_t)0x7fffffff, (format), (arguments))
#define _tcslen wcslen
#define _tcsnlen wcsnlen
#define _tcscpy wcscpy
#define _tcsncpy wcsncpy
#define _tcscat wcscat
#define _tcsncat wcsncat
#define _tcscmp wcscmp
#define _tcsncmp wcsncmp
#define _tcsicmp _wcsicmp
#define _tcsnicmp _wcsnicmp
#define _tcsncicmp _wcsnicmp
#define _tcscoll wcscoll
#define _tcschr wcschr
#define _tcsrchr wcsrchr
#define _tcsstr wcsstr
#define _tcspbrk wcspbrk
#define _tcsspn wcsspn
#define _tcscspn wcscspn
#define _tcstok _wcstok
#define _tcstok_s wcstok_s
#define _tcsdup _wcsdup
#define _tcslwr _wcslwr
#define _tcsupr _wcsupr
#define _tcsrev _wcsrev
#define _tcscpy_s wcscpy_s
#define _tcsncpy_s wcsncpy_s
#define _tcscat_s wcscat_s
#define _tcsncat_s wcsncat_s
#define _tcscnlen wcsnlen
#define _tcsclen wcslen
#define _tcsccmp wcscmp
#define _tprintf wprintf
#define _ftprintf fwprintf
#define _stprintf _msvcrt_swprintf
#define _sntprintf _snwprintf
#define _vtprintf vwprintf
#define _vftprintf vfwprintf
#define _vstprintf _msvcrt_vswprintf
#define _vsntprintf _vsnwprintf
#define _sctprintf _scwprintf
#define _vsctprintf _vscwprintf
#define _tprintf_s wprintf_s
#define _ftprintf_s fwprintf_s
#define _stprintf_s swprintf_s
#define _sntprintf_s _snwprintf_s
#define _vstprintf_s vswprintf_s
#define _vsntprintf_s _vsnwprintf_s
#define _tscanf wscanf
#define _ftscanf fwscanf
#define _stscanf swscanf
#define _tscanf_s wscanf_s
#define _ftscanf_s fwscanf_s
#define _stscanf_s swscanf_s
#define _fgetts fgetws
#define _fputts fputws
#define _putts _putws
#define _fgettc fgetwc
#define _gettc getwc
#define _gettchar getwchar
#define _fputtc fputwc
#define _puttc putwc
#define _puttchar putwchar
#define _ungettc ungetwc
#define _tfopen _wfopen
#define _tfopen_s _wfopen_s
#define _tremove _wremove
#define _tunlink _wunlink
#define _taccess _waccess
#define _tmkdir _wmkdir
#define _tsystem _wsystem
#define _tgetenv _wgetenv
#define _tputenv _wputenv
#define _tstoi _wtoi
#define _tstol _wtol
#define _tstoi64 _wtoi64
#define _tstof _wtof
#define _ttoi _wtoi
#define _ttol _wtol
#define _ttoi64 _wtoi64
#define _tcstol wcstol
#define _tcstoul wcstoul
#define _tcstoi64 _wcstoi64
#define _tcstoui64 _wcstoui64
#define _tcstod wcstod
#define _itot _itow
#define _ltot _ltow
#define _ultot _ultow
#define _i64tot _i64tow
#define _ui64tot _ui64tow
#define _itot_s _itow_s
#define _tcsftime wcsftime
#define _tcserror_s _wcserror_s
#define _tsetlocale _wsetlocale
#define _istalpha iswalpha
#define _istdigit iswdigit
#define _istalnum iswalnum
#define _istspace iswspace
#define _istupper iswupper
#define _istlower iswlower
#define _istxdigit iswxdigit
#define _istpunct iswpunct
#define _istprint iswprint
#define _totupper towupper
#define _totlower towlower
#define __targv __wargv
#define _tmain wmain
#define _tWinMain wWinMain
#else
#define __T(text) text
typedef char _TCHAR;
typedef signed char _TSCHAR;
typedef unsigned char _TUCHAR;
typedef char _TXCHAR;
typedef int _TINT;
#define _TEOF EOF
#define _tcslen strlen
#define _tcsnlen strnlen
#define _tcscpy strcpy
#define _tcsncpy strncpy
#define _tcscat strcat
#define _tcsncat strncat
#define _tcscmp strcmp
#define _tcsncmp strncmp
#define _tcsicmp _stricmp
#define _tcsnicmp _strnicmp
#define _tcsncicmp _strnicmp
#define _tcscoll strcoll
#define _tcschr strchr
#define _tcsrchr strrchr
#define _tcsstr strstr
#define _tcspbrk strpbrk
#define _tcsspn strspn
#define _tcscspn strcspn
#define _tcstok strtok
#define _tcstok_s strtok_s
#define _tcsdup _strdup
#define _tcslwr _strlwr
#define _tcsupr _strupr
#define _tcsrev _strrev
#define _tcscpy_s strcpy_s
#define _tcsncpy_s strncpy_s
#define _tcscat_s strcat_s
#define _tcsncat_s strncat_s
#define _tcscnlen strnlen
#define _tcsclen strlen
#define _tcsccmp strcmp
#define _tprintf printf
#define _ftprintf fprintf
#define _stprintf sprintf
#define _sntprintf _snprintf
#define _vtprintf vprintf
#define _vftprintf vfprintf
#define _vstprintf vsprintf
#define _vsntprintf _vsnprintf
#define _sctprintf _scprintf
#define _vsctprintf _vscprintf
#define _tprintf_s printf_s
#define _ftprintf_s fprintf_s
#define _stprintf_s sprintf_s
#define _sntprintf_s _snprintf_s
#define _vstprintf_s vsprintf_s
#define _vsntprintf_s _vsnprintf_s
#define _tscanf scanf
#define _ftscanf fscanf
#define _stscanf sscanf
#define _tscanf_s scanf_s
#define _ftscanf_s fscanf_s
#define _stscanf_s sscanf_s
#define _fgetts fgets
#define _fputts fputs
#define _putts puts
#define _fgettc fgetc
#define _gettc getc
#define _gettchar getchar
#define _fputtc fputc
#define _puttc putc
#define _puttchar putchar
#define _ungettc ungetc
#define _tfopen fopen
#define _tfopen_s fopen_s
#define _tremove remove
#define _tunlink _unlink
#define _taccess _access
#define _tmkdir _mkdir
#define _tsystem system
#define _tgetenv getenv
#define _tputenv _putenv
#define _tstoi atoi
#define _tstol atol
#define _tstoi64 _atoi64
#define _tstof atof
#define _ttoi atoi
#define _ttol atol
#define _ttoi64 _atoi64
#define _tcstol strtol
#define _tcstoul strtoul
#define _tcstoi64 _strtoi64
#define _tcstoui64 _strtoui64
#define _tcstod strtod
#define _itot _itoa
#define _ltot _ltoa
#define _ultot _ultoa
#define _i64tot _i64toa
#define _ui64tot _ui64toa
#define _itot_s _itoa_s
#define _tcsftime strftime
#define _tcserror_s strerror_s
#define _tsetlocale setlocale
#define _istalpha isalpha
#define _istdigit isdigit
#define _istalnum isalnum
#define _istspace isspace
#define _istupper isupper
#define _istlower islower
#define _istxdigit isxdigit
#define _istpunct ispunct
#define _istprint isprint
#define _totupper toupper
#define _totlower tolower
#define __targv __argv
#define _tmain main
#define _tWinMain WinMain
#endif

#define _T(text) __T(text)
#define _TEXT(text) __T(text)
#ifndef _TCHAR_DEFINED
#define _TCHAR_DEFINED
typedef _TCHAR TCHAR;
typedef _TCHAR *PTCHAR;
typedef _TUCHAR TBYTE;
typedef _TUCHAR *PTBYTE;
#endif
#define _tcsinc(text) ((text) + 1)
#define _tcsdec(start, text) ((text) > (start) ? (text)-1 : NULL)
#define _tcsnextc(text) ((unsigned)*(text))
#define _tclen(text) 1
#define _tccpy(to, from) (*(to) = *(from))
#define _istascii(character) ((unsigned)(character) < 0x80)

#endif
