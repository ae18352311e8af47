/* What the programs about name spaces share. Each has a catalog folder of its own. */
#ifndef NAME_SPACE_H
#define NAME_SPACE_H

#include "../ok.h"
#include <nspapi.h>
#include <svcguid.h>
#include <ws2spi.h>

static GUID host_by_name = SVCID_INET_HOSTADDRBYNAME;
static GUID host_name_class = SVCID_HOSTNAME;
static GUID service_by_name = SVCID_INET_SERVICEBYNAME;

/* Answers go here. */
static union {
    WSAQUERYSETW wide;
    WSAQUERYSETA narrow;
    BYTE bytes[8192];
} answer;

static inline WSAQUERYSETW wide_query(DWORD name_space, GUID *service_class, LPCWSTR name)
{
    WSAQUERYSETW query;
    memset(&query, 0, sizeof(query));
    query.dwSize = sizeof(query);
    query.dwNameSpace = name_space;
    query.lpServiceClassId = service_class;
    query.lpszServiceInstanceName = (LPWSTR)name;
    return query;
}

static inline WSAQUERYSETA narrow_query(DWORD name_space, GUID *service_class, const char *name)
{
    WSAQUERYSETA query;
    memset(&query, 0, sizeof(query));
    query.dwSize = sizeof(query);
    query.dwNameSpace = name_space;
    query.lpServiceClassId = service_class;
    query.lpszServiceInstanceName = (LPSTR)name;
    return query;
}

static inline int next_wide(HANDLE lookup, DWORD flags)
{
    DWORD length = sizeof(answer);
    memset(&answer, 0xA5, sizeof(answer));
    return WSALookupServiceNextW(lookup, flags, &length, &answer.wide);
}

static inline int next_narrow(HANDLE lookup, DWORD flags)
{
    DWORD length = sizeof(answer);
    memset(&answer, 0xA5, sizeof(answer));
    return WSALookupServiceNextA(lookup, flags, &length, &answer.narrow);
}

/* Whether something lies in the answer's buffer. */
static inline int is_inside(const void *pointer, size_t length)
{
    const BYTE *first = (const BYTE *)pointer;
    return first >= answer.bytes && first + length <= answer.bytes + sizeof(answer);
}

static inline int same_wide(LPCWSTR text, const char *narrow)
{
    while (*narrow != 0 && *text == (WCHAR)(unsigned char)*narrow)
        text++, narrow++;
    return *text == 0 && *narrow == 0;
}

/* Not every program needs every GUID. */
static inline void mention_classes(void)
{
    (void)host_by_name;
    (void)host_name_class;
    (void)service_by_name;
}

#endif
