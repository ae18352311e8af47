/* What a program tells the name space provider `names`, and what that remembers. The provider goes by the last byte of
 * the GUID it is called with, so one library stands for several providers. */
#ifndef NAMES_H
#define NAMES_H

#include <winsock2.h>
#include <ws2spi.h>

#define MOST_NAMES 4

typedef struct {
    /* What to do. */
    int startup_error, begin_error, next_error, set_error;
    /* Entries of the table, by place, that are left out; -1: none. */
    int hole;
    /* The table ends before NSPIoctl. */
    BOOL is_old;
    /* NSPLookupServiceNext sets `entered` and returns only when the lookup is ended. */
    HANDLE entered;
    /* NSPStartup waits for this. */
    HANDLE may_start;
    /* NSPStartup begins a lookup in this name space itself; `nested` is its error. */
    DWORD calls_back;
    int nested;
    /* What happened. */
    volatile LONG startups, cleanups, begins, ends, sets;
    DWORD table_bytes, flags, operation, ioctl_code;
    WCHAR name[64], class_name[64];
    DWORD class_values, addresses;
    GUID guid;
} NAMES;

typedef NAMES *(*NAMES_FUNCTION)(void);

#endif
