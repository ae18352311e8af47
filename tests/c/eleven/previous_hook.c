/* WSASetBlockingHook returns the hook before, which can be restored; WSAUnhookBlockingHook goes back to the default one,
 * whatever came before. The default hook is a function that answers FALSE here, where there is no message. */
#include "eleven.h"

static int first_calls, second_calls;

static BOOL CALLBACK first(void)
{
    if (++first_calls == 2)
        WSACancelBlockingCall();
    return FALSE;
}

static BOOL CALLBACK second(void)
{
    if (++second_calls == 2)
        WSACancelBlockingCall();
    return FALSE;
}

int main(void)
{
    FARPROC original;
    SOCKET s;
    char byte;
    int time_out = 30;
    start_winsock();
    s = bound(udp_socket());
    original = WSASetBlockingHook(hook_address(first));
    ok(original != NULL, "there is a default hook");
    ok(((blocking_hook)(void (*)(void))original)() == FALSE, "which may be called");
    ok(WSASetBlockingHook(hook_address(second)) == hook_address(first), "the hook before");
    ok_fails(recv(s, &byte, 1, 0), WSAEINTR);
    ok(first_calls == 0 && second_calls == 2, "only the last hook is asked");
    ok(WSASetBlockingHook(hook_address(first)) == hook_address(second), "restored");
    ok_fails(recv(s, &byte, 1, 0), WSAEINTR);
    ok(first_calls == 2 && second_calls == 2, "and asked again");
    require(setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, (const char *)&time_out, sizeof time_out) == 0);
    ok(WSAUnhookBlockingHook() == 0, "WSAUnhookBlockingHook");
    ok_fails(recv(s, &byte, 1, 0), WSAETIMEDOUT);
    ok(WSAUnhookBlockingHook() == 0, "also without a hook");
    ok(WSASetBlockingHook(hook_address(first)) == original, "unhooked is the default one, not the one before");
    ok(WSASetBlockingHook(original) == hook_address(first), "the default one can be set like another");
    ok_fails(recv(s, &byte, 1, 0), WSAETIMEDOUT);
    ok(first_calls == 2, "and is no hook");
    WSASetLastError(0);
    ok(WSASetBlockingHook(NULL) == NULL && WSAGetLastError() == WSAEFAULT, "NULL is no hook");
    WSACleanup();
    return ok_done();
}
