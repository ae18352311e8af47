/* The Windows header: base types, kernel functions, and Winsock 1.1 unless WIN32_LEAN_AND_MEAN is defined.
 * winsock2.h may come before or after it. */
#ifndef _WINDOWS_
#define _WINDOWS_

#include <sdkddkver.h>
#include <excpt.h>
#include <stdarg.h>
#include <windef.h>
#include <winerror.h>
#include <winbase.h>
#include <wincon.h>
#include <wingdi.h>
#include <winuser.h>
#include <winreg.h>
#ifndef NOSERVICE
#include <winsvc.h>
#endif
#ifndef WIN32_LEAN_AND_MEAN
#include <stdlib.h>
#include <mmsystem.h>
#ifndef NOCRYPT
#include <wincrypt.h>
#endif
#ifndef _WINSOCKAPI_
#include <winsock.h>
#endif
#endif

#endif
