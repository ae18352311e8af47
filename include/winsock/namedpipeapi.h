/* Pipes. Named ones are not offered yet: their functions fail with ERROR_CALL_NOT_IMPLEMENTED. */
#ifndef _NAMEDPIPE_H_
#define _NAMEDPIPE_H_

#include <minwinbase.h>

_WS2_BEGIN_DECLS
BOOL WINAPI CreatePipe(PHANDLE read_end, PHANDLE write_end, LPSECURITY_ATTRIBUTES attributes, DWORD size) WS2_SYMBOL(CreatePipe);
BOOL WINAPI PeekNamedPipe(HANDLE pipe, LPVOID buffer, DWORD size, LPDWORD read, LPDWORD available, LPDWORD left_in_message) WS2_SYMBOL(PeekNamedPipe);
BOOL WINAPI DisconnectNamedPipe(HANDLE pipe) WS2_SYMBOL(DisconnectNamedPipe);
HANDLE WINAPI CreateNamedPipeA(LPCSTR name, DWORD open_mode, DWORD pipe_mode, DWORD instances, DWORD out_bytes, DWORD in_bytes, DWORD default_milliseconds, LPSECURITY_ATTRIBUTES attributes) WS2_SYMBOL(CreateNamedPipeA);
HANDLE WINAPI CreateNamedPipeW(LPCWSTR name, DWORD open_mode, DWORD pipe_mode, DWORD instances, DWORD out_bytes, DWORD in_bytes, DWORD default_milliseconds, LPSECURITY_ATTRIBUTES attributes) WS2_SYMBOL(CreateNamedPipeW);
BOOL WINAPI ConnectNamedPipe(HANDLE pipe, LPOVERLAPPED overlapped) WS2_SYMBOL(ConnectNamedPipe);
BOOL WINAPI WaitNamedPipeA(LPCSTR name, DWORD milliseconds) WS2_SYMBOL(WaitNamedPipeA);
BOOL WINAPI WaitNamedPipeW(LPCWSTR name, DWORD milliseconds) WS2_SYMBOL(WaitNamedPipeW);
BOOL WINAPI SetNamedPipeHandleState(HANDLE pipe, LPDWORD mode, LPDWORD collect_bytes, LPDWORD collect_milliseconds) WS2_SYMBOL(SetNamedPipeHandleState);
BOOL WINAPI GetNamedPipeInfo(HANDLE pipe, LPDWORD flags, LPDWORD out_bytes, LPDWORD in_bytes, LPDWORD instances) WS2_SYMBOL(GetNamedPipeInfo);
BOOL WINAPI TransactNamedPipe(HANDLE pipe, LPVOID input, DWORD input_bytes, LPVOID output, DWORD output_bytes, LPDWORD read, LPOVERLAPPED overlapped) WS2_SYMBOL(TransactNamedPipe);
BOOL WINAPI CallNamedPipeA(LPCSTR name, LPVOID input, DWORD input_bytes, LPVOID output, DWORD output_bytes, LPDWORD read, DWORD milliseconds) WS2_SYMBOL(CallNamedPipeA);
BOOL WINAPI CallNamedPipeW(LPCWSTR name, LPVOID input, DWORD input_bytes, LPVOID output, DWORD output_bytes, LPDWORD read, DWORD milliseconds) WS2_SYMBOL(CallNamedPipeW);
BOOL WINAPI GetNamedPipeClientProcessId(HANDLE pipe, PULONG process_id) WS2_SYMBOL(GetNamedPipeClientProcessId);
BOOL WINAPI GetNamedPipeServerProcessId(HANDLE pipe, PULONG process_id) WS2_SYMBOL(GetNamedPipeServerProcessId);
_WS2_END_DECLS

#define CreateNamedPipe _WS2_AW(CreateNamedPipe)
#define WaitNamedPipe _WS2_AW(WaitNamedPipe)
#define CallNamedPipe _WS2_AW(CallNamedPipe)

#endif
