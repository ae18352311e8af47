/* Files and sockets by the functions of the base API. */
#ifndef FILES_H
#define FILES_H

#include "../overlapped/overlapped.h"

/* The call returns FALSE with this last error. */
#define ok_last(call, expected) \
    do { \
        SetLastError(0); \
        ok(!(call), #call " fails"); \
        ok(GetLastError() == (expected), #call " fails with " #expected); \
    } while (0)

static char file_name[MAX_PATH];

/* A new file for reading and writing, gone once it is closed by close_file. */
static inline HANDLE new_file(DWORD flags)
{
    char folder[MAX_PATH];
    HANDLE file;
    require(GetTempPathA(sizeof folder, folder) > 0);
    require(GetTempFileNameA(folder, "ows", 0, file_name) != 0);
    file = CreateFileA(file_name, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, flags, NULL);
    require(file != INVALID_HANDLE_VALUE);
    return file;
}

static inline void close_file(HANDLE file)
{
    ok(CloseHandle(file), "CloseHandle");
    ok(DeleteFileA(file_name), "DeleteFile");
}

/* An OVERLAPPED for a place in a file. */
static inline OVERLAPPED at(ULONGLONG place)
{
    OVERLAPPED overlapped;
    memset(&overlapped, 0, sizeof overlapped);
    overlapped.Offset = (DWORD)place;
    overlapped.OffsetHigh = (DWORD)(place >> 32);
    return overlapped;
}

/* How an operation that began ends: its error, and the bytes. */
static inline DWORD result_of(HANDLE file, OVERLAPPED *overlapped, DWORD *count)
{
    return GetOverlappedResult(file, overlapped, count, TRUE) ? 0 : GetLastError();
}

static inline int begun(BOOL result)
{
    return result || GetLastError() == ERROR_IO_PENDING;
}

#endif
