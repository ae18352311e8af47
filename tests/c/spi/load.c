/* A provider is started at its first socket, once, and cleaned up by the last WSACleanup; then it starts anew. */
#include "spi.h"

int main(void)
{
    CONTROL *control = install_provider();
    void *upcalls[15];
    SOCKET one, two;
    int i;
    ok(sizeof(WSPUPCALLTABLE) == 120 && sizeof(WSPPROC_TABLE) == 240, "Microsoft's sizes");
    start_winsock();
    ok(control->startups == 0, "a start-up of Windows Sockets starts no provider");
    closesocket(socket(AF_INET, SOCK_STREAM, IPPROTO_TCP));
    ok(control->startups == 0, "nor does a socket of another one");

    one = open_own();
    ok(one != INVALID_SOCKET, "a socket");
    two = open_own();
    ok(two != INVALID_SOCKET && two != one, "another");
    ok(control->startups == 1 && control->sockets == 2, "one start for both");
    ok(control->version_requested == MAKEWORD(2, 2), "version %x is asked for", control->version_requested);
    ok(control->info.iProtocol == OWN_PROTOCOL, "with its own entry");
    ok(same_guid(&control->info.ProviderId, &other_guid), "of its GUID");
    memcpy(upcalls, &control->upcalls, sizeof(upcalls));
    for (i = 0; i < 15; i++)
        ok(upcalls[i] != NULL, "upcall %d", i);
    ok(control->upcalls.lpWPUCreateEvent == WPUCreateEvent, "the table has the exported functions");
    ok(control->upcalls.lpWPUCloseThread == WPUCloseThread, "down to the last");

    ok(closesocket(one) == 0 && control->closes == 1, "closing goes to the provider");
    ok_fails(closesocket(one), WSAENOTSOCK);
    ok(control->closes == 1, "which is not asked about what is no socket any more");

    start_winsock();
    WSACleanup();
    ok(control->cleanups == 0, "not the last clean-up");
    WSACleanup();
    ok(control->cleanups == 1, "the last one cleans up once: %d", (int)control->cleanups);
    ok_fails(open_own(), WSANOTINITIALISED);

    start_winsock();
    ok_fails(closesocket(two), WSAENOTSOCK);
    ok(control->startups == 1, "still");
    one = open_own();
    ok(one != INVALID_SOCKET && control->startups == 2, "started anew");
    ok(control->info.szProtocol[0] != '?', "what it does to its entry is its own affair");
    closesocket(one);
    WSACleanup();
    ok(control->cleanups == 2, "and cleaned up");
    return ok_done();
}
