/* Libraries are modules: by name, by path, by an address in them; what is part of ws2_32 is never freed. */
#include "../ok.h"
#include <ws2spi.h>

static const char name[] = "libanl.so.1"; /* of the C library, and used by nobody here */

int main(void)
{
    HMODULE library, again, built_in, sockets;
    char path[512], small[8];
    FARPROC function;
    DWORD length;
    LPWSPSTARTUP start;
    WSPDATA data;
    WSPUPCALLTABLE upcalls;
    WSPPROC_TABLE procedures;
    INT error = 0;

    ok(GetModuleHandleA(name) == NULL && GetLastError() == ERROR_MOD_NOT_FOUND, "not loaded");
    library = LoadLibraryA(name);
    require(library != NULL);
    function = GetProcAddress(library, "getaddrinfo_a");
    ok(function != NULL, "a function of it");
    ok(GetProcAddress(library, "no_such_function") == NULL && GetLastError() == ERROR_PROC_NOT_FOUND, "none of it");
    length = GetModuleFileNameA(library, path, sizeof(path));
    ok(length == strlen(path) && path[0] == '/' && strstr(path, name) != NULL, "its file: %s", path);
    ok(GetModuleFileNameA(library, small, sizeof(small)) == sizeof(small), "cut off");
    ok(GetLastError() == ERROR_INSUFFICIENT_BUFFER && small[7] == 0, "with an end");
    ok(LoadLibraryExA(path, NULL, LOAD_LIBRARY_SEARCH_SYSTEM32) == library, "by its path");
    ok(FreeLibrary(library) && GetModuleHandleA(name) == library, "loaded twice, freed once");

    again = NULL;
    ok(GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                          (LPCSTR)library, &again) && again == library, "by an address in it");
    ok(FreeLibrary(library) && GetModuleHandleA(name) == NULL, "freed");
    ok(!FreeLibrary(library) && GetLastError() == ERROR_INVALID_HANDLE, "not twice");
    ok(GetProcAddress(library, "getaddrinfo_a") == NULL && GetLastError() == ERROR_INVALID_HANDLE, "no module any more");
    ok(GetModuleFileNameA(library, path, sizeof(path)) == 0 && GetLastError() == ERROR_MOD_NOT_FOUND, "nor a file");

    sockets = GetModuleHandleW(L"WS2_32.dll");
    require(sockets != NULL);
    function = GetProcAddress(sockets, "recv");
    require(function != NULL);
    again = NULL;
    ok(GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, (LPCSTR)function, &again) && again == sockets,
       "a function of the library leads to it");
    ok(FreeLibrary(sockets) && GetProcAddress(sockets, "recv") == function, "it stays");

    built_in = LoadLibraryW(L"builtin:tcpip");
    require(built_in != NULL);
    ok(built_in != sockets && GetModuleHandleW(L"builtin:tcpip") == built_in, "a provider inside is a module too");
    length = GetModuleFileNameA(built_in, path, sizeof(path));
    ok(length == 13 && strcmp(path, "builtin:tcpip") == 0, "its file is its path in the catalog: %s", path);
    ok(GetProcAddress(built_in, "recv") == NULL && GetLastError() == ERROR_PROC_NOT_FOUND, "it exports its start only");
    start = (LPWSPSTARTUP)(void *)GetProcAddress(built_in, "WSPStartup");
    require(start != NULL);
    memset(&upcalls, 0, sizeof(upcalls));
    memset(&procedures, 0, sizeof(procedures));
    ok(start(MAKEWORD(2, 2), &data, NULL, upcalls, &procedures) == 0 && data.wVersion == MAKEWORD(2, 2), "it starts");
    ok(procedures.lpWSPSocket != NULL && procedures.lpWSPCloseSocket != NULL, "and has procedures");
    ok(procedures.lpWSPCleanup(&error) == 0, "it is cleaned up");
    ok(FreeLibrary(built_in) && FreeLibrary(built_in) && GetModuleHandleW(L"builtin:tcpip") == built_in, "it stays");
    ok(LoadLibraryW(L"builtin:none") == NULL && GetLastError() == ERROR_MOD_NOT_FOUND, "there is no other");
    return ok_done();
}
