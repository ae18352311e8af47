/* What of the Graphics Device Interface window classes are registered with. Nothing is drawn. */
#ifndef _WINGDI_
#define _WINGDI_

#include <windef.h>

#define WHITE_BRUSH 0
#define LTGRAY_BRUSH 1
#define GRAY_BRUSH 2
#define DKGRAY_BRUSH 3
#define BLACK_BRUSH 4
#define HOLLOW_BRUSH 5
#define NULL_BRUSH 5
#define WHITE_PEN 6
#define BLACK_PEN 7
#define NULL_PEN 8
#define OEM_FIXED_FONT 10
#define ANSI_FIXED_FONT 11
#define ANSI_VAR_FONT 12
#define SYSTEM_FONT 13
#define DEVICE_DEFAULT_FONT 14
#define DEFAULT_PALETTE 15
#define SYSTEM_FIXED_FONT 16
#define DEFAULT_GUI_FONT 17
#define DC_BRUSH 18
#define DC_PEN 19

_WS2_BEGIN_DECLS
HGDIOBJ WINAPI GetStockObject(int which) WS2_SYMBOL(GetStockObject);
BOOL WINAPI DeleteObject(HGDIOBJ object) WS2_SYMBOL(DeleteObject);
_WS2_END_DECLS

#endif
