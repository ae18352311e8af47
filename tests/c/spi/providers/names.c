/* A name space provider with two entries: "first" and "second", with the provider's number behind. */
#include "names.h"
#include <stddef.h>
#include <string.h>
#include <windows.h>

#define MOST_LOOKUPS 32

typedef struct {
    int provider;
    int next;
    BOOL used;
    HANDLE ended;
} LOOKUP;

static NAMES names[MOST_NAMES];
static LOOKUP lookups[MOST_LOOKUPS];
static CRITICAL_SECTION section;
static GUID class_known = {0x77777777, 1, 2, {3, 4, 5, 6, 7, 8, 9, 0}};

__declspec(dllexport) NAMES *names_control(void);
__declspec(dllexport) NAMES *names_control(void)
{
    static BOOL ready;
    int i;
    if (!ready) {
        ready = TRUE;
        InitializeCriticalSection(&section);
        for (i = 0; i < MOST_NAMES; i++)
            names[i].hole = -1;
    }
    return names;
}

static int number_of(LPGUID provider)
{
    return provider->Data4[7] % MOST_NAMES;
}

static int fail(int error)
{
    WSASetLastError(error);
    return SOCKET_ERROR;
}

static void copy(LPWSTR to, LPCWSTR from)
{
    int i = 0;
    while (from != NULL && from[i] != 0 && i < 63)
        to[i] = from[i], i++;
    to[i] = 0;
}

static INT WSAAPI cleanup(LPGUID provider)
{
    InterlockedIncrement(&names[number_of(provider)].cleanups);
    return 0;
}

static INT WSAAPI begin(LPGUID provider, LPWSAQUERYSETW query, LPWSASERVICECLASSINFOW info, DWORD flags, LPHANDLE lookup)
{
    NAMES *own = &names[number_of(provider)];
    int i, result = SOCKET_ERROR;
    InterlockedIncrement(&own->begins);
    own->flags = flags;
    copy(own->name, query->lpszServiceInstanceName);
    copy(own->class_name, info->lpszServiceClassName);
    own->class_values = info->dwCount;
    if (own->begin_error != 0)
        return fail(own->begin_error);
    EnterCriticalSection(&section);
    for (i = 0; i < MOST_LOOKUPS && result != 0; i++) {
        if (lookups[i].used)
            continue;
        lookups[i].used = TRUE;
        lookups[i].provider = number_of(provider);
        lookups[i].next = 0;
        lookups[i].ended = CreateEventW(NULL, TRUE, FALSE, NULL);
        *lookup = (HANDLE)(ULONG_PTR)(i + 1);
        result = 0;
    }
    LeaveCriticalSection(&section);
    return result == 0 ? 0 : fail(WSA_NOT_ENOUGH_MEMORY);
}

static LOOKUP *find(HANDLE lookup)
{
    ULONG_PTR place = (ULONG_PTR)lookup - 1;
    return place < MOST_LOOKUPS && lookups[place].used ? &lookups[place] : NULL;
}

static INT WSAAPI next(HANDLE handle, DWORD flags, LPDWORD length, LPWSAQUERYSETW results)
{
    static const WCHAR *const entries[] = {L"first0", L"second0"};
    LOOKUP *lookup = find(handle);
    NAMES *own;
    LPWSTR name;
    DWORD needed = sizeof(*results) + 16;
    int i;
    (void)flags;
    if (lookup == NULL)
        return fail(WSA_INVALID_HANDLE);
    own = &names[lookup->provider];
    if (own->entered != NULL) {
        SetEvent(own->entered);
        WaitForSingleObject(lookup->ended, INFINITE);
        return fail(WSA_E_CANCELLED);
    }
    if (own->next_error != 0)
        return fail(own->next_error);
    if (lookup->next == 2)
        return fail(WSA_E_NO_MORE);
    if (*length < needed) {
        *length = needed;
        return fail(WSAEFAULT);
    }
    memset(results, 0, sizeof(*results));
    results->dwSize = sizeof(*results);
    results->dwNameSpace = 4242;
    name = (LPWSTR)(results + 1);
    for (i = 0; entries[lookup->next][i + 1] != 0; i++)
        name[i] = entries[lookup->next][i];
    name[i] = (WCHAR)('0' + lookup->provider);
    name[i + 1] = 0;
    results->lpszServiceInstanceName = name;
    lookup->next++;
    return 0;
}

static INT WSAAPI end(HANDLE handle)
{
    LOOKUP *lookup = find(handle);
    if (lookup == NULL)
        return fail(WSA_INVALID_HANDLE);
    InterlockedIncrement(&names[lookup->provider].ends);
    /* Its place stays taken when somebody may still be inside. */
    SetEvent(lookup->ended);
    if (names[lookup->provider].entered == NULL) {
        CloseHandle(lookup->ended);
        lookup->used = FALSE;
    }
    return 0;
}

static INT WSAAPI set_service(LPGUID provider, LPWSASERVICECLASSINFOW info, LPWSAQUERYSETW registration, WSAESETSERVICEOP operation, DWORD flags)
{
    NAMES *own = &names[number_of(provider)];
    (void)info;
    InterlockedIncrement(&own->sets);
    copy(own->name, registration->lpszServiceInstanceName);
    own->operation = operation;
    own->flags = flags;
    own->addresses = registration->dwNumberOfCsAddrs;
    return own->set_error == 0 ? 0 : fail(own->set_error);
}

static INT WSAAPI install_class(LPGUID provider, LPWSASERVICECLASSINFOW info)
{
    copy(names[number_of(provider)].class_name, info->lpszServiceClassName);
    return 0;
}

static INT WSAAPI remove_class(LPGUID provider, LPGUID service_class)
{
    names[number_of(provider)].guid = *service_class;
    return 0;
}

static INT WSAAPI class_info(LPGUID provider, LPDWORD size, LPWSASERVICECLASSINFOW info)
{
    LPWSTR name = (LPWSTR)(info + 1);
    DWORD needed = 4000; /* more than anybody tries first */
    (void)provider;
    if (memcmp(info->lpServiceClassId, &class_known, sizeof(class_known)) != 0)
        return fail(WSATYPE_NOT_FOUND);
    if (*size < needed) {
        *size = needed;
        return fail(WSAEFAULT);
    }
    name[0] = 'K';
    name[1] = 0;
    info->lpszServiceClassName = name;
    info->dwCount = 0;
    info->lpClassInfos = NULL;
    return 0;
}

static INT WSAAPI request(HANDLE lookup, DWORD code, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size, LPDWORD returned, LPWSACOMPLETION completion, LPWSATHREADID thread)
{
    (void)completion;
    if (find(lookup) == NULL || thread == NULL)
        return fail(WSAEINVAL);
    if (code == 0xdead)
        return fail(WSAEOPNOTSUPP);
    names[find(lookup)->provider].ioctl_code = code;
    if (in_size > out_size)
        return fail(WSAEFAULT);
    memcpy(out, in, in_size);
    *returned = in_size;
    return 0;
}

static int look_up(LPGUID service_class, DWORD name_space)
{
    WSAQUERYSETW query;
    HANDLE lookup;
    memset(&query, 0, sizeof(query));
    query.dwSize = sizeof(query);
    query.lpServiceClassId = service_class;
    query.dwNameSpace = name_space;
    if (WSALookupServiceBeginW(&query, 0, &lookup) != 0)
        return WSAGetLastError();
    return WSALookupServiceEnd(lookup) == 0 ? 0 : WSAGetLastError();
}

__declspec(dllexport) INT WSAAPI NSPStartup(LPGUID provider, LPNSP_ROUTINE routines)
{
    NAMES *own = &names_control()[number_of(provider)];
    InterlockedIncrement(&own->startups);
    own->table_bytes = routines->cbSize;
    own->guid = *provider;
    if (own->may_start != NULL)
        WaitForSingleObject(own->may_start, INFINITE);
    if (own->calls_back != 0)
        own->nested = look_up(provider, own->calls_back);
    if (own->startup_error != 0)
        return fail(own->startup_error);
    routines->cbSize = own->is_old ? offsetof(NSP_ROUTINE, NSPIoctl) : sizeof(*routines);
    routines->dwMajorVersion = 4;
    routines->dwMinorVersion = 4;
    routines->NSPCleanup = own->hole == 0 ? NULL : cleanup;
    routines->NSPLookupServiceBegin = own->hole == 1 ? NULL : begin;
    routines->NSPLookupServiceNext = own->hole == 2 ? NULL : next;
    routines->NSPLookupServiceEnd = own->hole == 3 ? NULL : end;
    routines->NSPSetService = own->hole == 4 ? NULL : set_service;
    routines->NSPInstallServiceClass = own->hole == 5 ? NULL : install_class;
    routines->NSPRemoveServiceClass = own->hole == 6 ? NULL : remove_class;
    routines->NSPGetServiceClassInfo = own->hole == 7 ? NULL : class_info;
    routines->NSPIoctl = own->hole == 8 || own->is_old ? NULL : request;
    return 0;
}
