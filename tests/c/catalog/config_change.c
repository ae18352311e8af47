/* WSAProviderConfigChange: a handle at once, then one completion at the next change, by event, routine, port or return. */
#include "catalog.h"

static HANDLE handle;
static HANDLE waits;
static LONG routine_calls;
static DWORD routine_error = 77;

static void CALLBACK routine(DWORD error, DWORD transferred, LPWSAOVERLAPPED overlapped, DWORD flags)
{
    (void)transferred;
    (void)overlapped;
    (void)flags;
    routine_error = error;
    routine_calls++;
}

/* Changes the catalog until a blocked call has noticed. */
static DWORD WINAPI change_repeatedly(void *unused)
{
    (void)unused;
    do {
        install_layer(&other_guid, L"Other");
        wsc_works(WSCDeinstallProvider(&other_guid, &error));
    } while (WaitForSingleObject(waits, 0) == WAIT_TIMEOUT);
    return 0;
}

int main(void)
{
    WSAOVERLAPPED overlapped, *done = NULL;
    DWORD transferred = 7, error_code;
    HANDLE port, thread, other;
    ULONG_PTR key = 0;
    memset(&overlapped, 0, sizeof(overlapped));
    ok_fails(WSAProviderConfigChange(&handle, NULL, NULL), WSANOTINITIALISED);
    start_winsock();
    ok(WSAProviderConfigChange(&handle, NULL, NULL) == 0 && handle != NULL, "a handle, at once");

    /* What changed before the call does not count. */
    install_layer(&layer_guid, L"Spy");
    overlapped.hEvent = WSACreateEvent();
    ok_fails(WSAProviderConfigChange(&handle, &overlapped, NULL), WSA_IO_PENDING);
    ok(WaitForSingleObject(overlapped.hEvent, 0) == WAIT_TIMEOUT, "nothing has changed since");
    wsc_works(WSCDeinstallProvider(&layer_guid, &error));
    ok(WaitForSingleObject(overlapped.hEvent, INFINITE) == WAIT_OBJECT_0, "the event");
    ok(GetOverlappedResult(handle, &overlapped, &transferred, FALSE) && transferred == 0, "its result");

    ok_fails(WSAProviderConfigChange(&handle, &overlapped, routine), WSA_IO_PENDING);
    install_layer(&layer_guid, L"Spy");
    while (routine_calls == 0)
        SleepEx(INFINITE, TRUE);
    ok(routine_calls == 1 && routine_error == 0, "the routine, once");

    waits = CreateEventA(NULL, TRUE, FALSE, NULL);
    thread = CreateThread(NULL, 0, change_repeatedly, NULL, 0, NULL);
    ok(WSAProviderConfigChange(&handle, NULL, NULL) == 0, "a blocking call returns at the next change");
    SetEvent(waits);
    ok(WaitForSingleObject(thread, INFINITE) == WAIT_OBJECT_0, "the other thread ends");
    CloseHandle(thread);

    /* A name space provider is a change too, and so is a file that goes. */
    ok_fails(WSAProviderConfigChange(&handle, &overlapped, NULL), WSA_IO_PENDING);
    ok(WSCInstallNameSpace((LPWSTR)L"Names", (LPWSTR)L"/lib/names.so", NS_LOCALNAME, 3, &no_guid) == 0, "installed");
    ok(WaitForSingleObject(overlapped.hEvent, INFINITE) == WAIT_OBJECT_0, "the event");

    /* Closing the handle ends what waits. */
    ok_fails(WSAProviderConfigChange(&handle, &overlapped, NULL), WSA_IO_PENDING);
    ok(CloseHandle(handle), "closed");
    ok(WaitForSingleObject(overlapped.hEvent, INFINITE) == WAIT_OBJECT_0, "the event");
    ok(!GetOverlappedResult(handle, &overlapped, &transferred, FALSE), "aborted");
    error_code = GetLastError();
    ok(error_code == ERROR_OPERATION_ABORTED, "error %u", (unsigned)error_code);
    ok_fails(WSAProviderConfigChange(&handle, NULL, NULL), WSA_INVALID_HANDLE);
    other = overlapped.hEvent;
    ok_fails(WSAProviderConfigChange(&other, NULL, NULL), WSA_INVALID_HANDLE);
    ok_fails(WSAProviderConfigChange(NULL, NULL, NULL), WSAEFAULT);

    /* The first call with an OVERLAPPED is complete at once. */
    handle = NULL;
    WSAResetEvent(overlapped.hEvent);
    ok(WSAProviderConfigChange(&handle, &overlapped, NULL) == 0 && handle != NULL, "a handle, at once");
    ok(WaitForSingleObject(overlapped.hEvent, 0) == WAIT_OBJECT_0, "complete");
    WSACloseEvent(overlapped.hEvent);

    port = CreateIoCompletionPort(handle, NULL, 42, 0);
    ok(port != NULL, "a port");
    memset(&overlapped, 0, sizeof(overlapped));
    ok_fails(WSAProviderConfigChange(&handle, &overlapped, NULL), WSA_IO_PENDING);
    wsc_works(WSCDeinstallProvider(&layer_guid, &error));
    ok(GetQueuedCompletionStatus(port, &transferred, &key, &done, INFINITE), "a packet");
    ok(key == 42 && done == &overlapped && transferred == 0, "of this handle");
    CloseHandle(handle);
    CloseHandle(port);
    CloseHandle(waits);
    WSACleanup();
    return ok_done();
}
