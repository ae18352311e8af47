/* Microsoft's <ctype.h>: the C library's, and tests for identifiers and ASCII. */
#pragma GCC system_header
#ifndef _MSVCRT_CTYPE_H
#define _MSVCRT_CTYPE_H

#include <_msvcrt.h>
#include_next <ctype.h>

#define __isascii(character) ((unsigned)(character) < 0x80)
#define __toascii(character) ((character) & 0x7f)
#define __iscsymf(character) (isalpha((unsigned char)(character)) || (character) == '_')
#define __iscsym(character) (isalnum((unsigned char)(character)) || (character) == '_')
#ifndef _tolower
#define _tolower(character) ((int)(character) + 0x20)
#define _toupper(character) ((int)(character) - 0x20)
#endif

#endif
