/* Winsock 2 has dropped the four calls: they fail with WSAEOPNOTSUPP unless a start-up in force negotiated version 1. */
#include "eleven.h"

static BOOL CALLBACK hook(void)
{
    return FALSE;
}

static void dropped(int error)
{
    WSASetLastError(0);
    ok(WSASetBlockingHook(hook_address(hook)) == NULL && WSAGetLastError() == error, "WSASetBlockingHook");
    ok_fails(WSAUnhookBlockingHook(), error);
    ok_fails(WSACancelBlockingCall(), error);
    WSASetLastError(0);
    ok(!WSAIsBlocking() && WSAGetLastError() == error, "WSAIsBlocking");
}

int main(void)
{
    WSADATA data;
    dropped(WSANOTINITIALISED);
    require(WSAStartup(MAKEWORD(2, 2), &data) == 0);
    dropped(WSAEOPNOTSUPP);
    /* A library in the same process may still be of version 1. */
    require(WSAStartup(MAKEWORD(1, 1), &data) == 0);
    ok(data.wVersion == MAKEWORD(1, 1), "negotiated by itself");
    ok(WSASetBlockingHook(hook_address(hook)) != NULL, "WSASetBlockingHook");
    ok(WSAUnhookBlockingHook() == 0, "WSAUnhookBlockingHook");
    require(WSACleanup() == 0 && WSACleanup() == 0);
    require(WSAStartup(MAKEWORD(2, 0), &data) == 0);
    dropped(WSAEOPNOTSUPP);
    require(WSACleanup() == 0);
    dropped(WSANOTINITIALISED);
    return ok_done();
}
