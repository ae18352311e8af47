/* Microsoft's <share.h>: sharing modes, which are accepted and mean nothing. */
#ifndef _MSVCRT_SHARE_H
#define _MSVCRT_SHARE_H

#define _SH_COMPAT 0x00
#define _SH_DENYRW 0x10
#define _SH_DENYWR 0x20
#define _SH_DENYRD 0x30
#define _SH_DENYNO 0x40
#define _SH_SECURE 0x80

#endif
