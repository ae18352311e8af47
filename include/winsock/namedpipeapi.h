/* Pipes. */
#ifndef _NAMEDPIPE_H_
#define _NAMEDPIPE_H_

#include <minwinbase.h>

_WS2_BEGIN_DECLS
BOOL WINAPI CreatePipe(PHANDLE read_end, PHANDLE write_end, LPSECURITY_ATTRIBUTES attributes, DWORD size) WS2_SYMBOL(CreatePipe);
BOOL WINAPI PeekNamedPipe(HANDLE pipe, LPVOID buffer, DWORD size, LPDWORD read, LPDWORD available, LPDWORD left_in_message) WS2_SYMBOL(PeekNamedPipe);
BOOL WINAPI DisconnectNamedPipe(HANDLE pipe) WS2_SYMBOL(DisconnectNamedPipe);
_WS2_END_DECLS

#endif
