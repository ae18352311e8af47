/* WPUQueryBlockingCallback gives the thread's hook of version 1.1, and NULL without one. */
#include "spi.h"

static int asked, cancels;

static BOOL CALLBACK hook(void)
{
    asked++;
    if (cancels)
        WSACancelBlockingCall();
    return FALSE;
}

static DWORD WINAPI in_another_thread(LPVOID unused)
{
    LPBLOCKINGCALLBACK callback = NULL;
    DWORD_PTR context = 1;
    (void)unused;
    wsc_works(WPUQueryBlockingCallback(1001, &callback, &context, &error));
    ok(callback == NULL, "hooks are of one thread");
    return 0;
}

int main(void)
{
    LPBLOCKINGCALLBACK callback = (LPBLOCKINGCALLBACK)1;
    DWORD_PTR context = 1;
    HANDLE thread;
    WSADATA data;
    mention_guids();
    require(WSAStartup(MAKEWORD(1, 1), &data) == 0);
    wsc_works(WPUQueryBlockingCallback(1001, &callback, &context, &error));
    ok(callback == NULL, "no hook");
    require(WSASetBlockingHook((FARPROC)(void *)hook) != NULL);
    wsc_works(WPUQueryBlockingCallback(1001, &callback, &context, &error));
    require(callback != NULL);
    ok(callback(context), "go on waiting");
    ok(asked == 1, "asked once: %d", asked);
    cancels = 1;
    ok(!callback(context), "cancelled");
    cancels = 0;
    ok(callback(context), "the next call is not");
    thread = CreateThread(NULL, 0, in_another_thread, NULL, 0, NULL);
    WaitForSingleObject(thread, INFINITE);
    wsc_fails(WPUQueryBlockingCallback(4711, &callback, &context, &error), WSAEINVAL);
    wsc_fails(WPUQueryBlockingCallback(1001, NULL, &context, &error), WSAEFAULT);
    wsc_fails(WPUQueryBlockingCallback(1001, &callback, NULL, &error), WSAEFAULT);
    WSACleanup();
    return ok_done();
}
