/* A layer that forgets a procedure. */
#include <winsock2.h>
#include <ws2spi.h>
#include <windows.h>

__declspec(dllexport) int WSPAPI WSPStartup(
    WORD requested, LPWSPDATA data, LPWSAPROTOCOL_INFOW info, WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE table)
{
    LPWSPSTARTUP base = (LPWSPSTARTUP)(void *)GetProcAddress(LoadLibraryW(L"builtin:tcpip"), "WSPStartup");
    int result = base(requested, data, info, upcalls, table);
    table->lpWSPStringToAddress = NULL;
    return result;
}
