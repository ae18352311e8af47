/* The failure of a ConnectEx while another thread asks for the peer, and so may be the first to learn of it: it ends with
 * its error all the same. */
#include "extension.h"
#include "../thread.h"

#define CONNECTS 3000

static SOCKET s;
static volatile LONG over;

static void ask_for_peer(void *unused)
{
    (void)unused;
    while (!InterlockedExchangeAdd(&over, 0)) {
        struct sockaddr_in peer;
        int length = sizeof peer;
        if (getpeername(s, (struct sockaddr *)&peer, &length) != SOCKET_ERROR || WSAGetLastError() != WSAENOTCONN) {
            ok(0, "getpeername: error %d", WSAGetLastError());
            return;
        }
    }
}

int main(void)
{
    struct sockaddr_in nobody;
    struct thread thread;
    OVERLAPPED connecting;
    SOCKET taken;
    int i, error = 0;
    start_winsock();
    taken = bound(tcp_socket()); /* and does not listen */
    nobody = local_address(taken);
    s = bound(tcp_socket());
    connecting = with_event();
    start_thread(&thread, ask_for_peer, NULL);
    for (i = 0; i < CONNECTS && error != -1; i++) {
        DWORD bytes;
        if (connect_ex(s)(s, (struct sockaddr *)&nobody, sizeof nobody, NULL, 0, NULL, &connecting))
            error = 0;
        else if ((error = WSAGetLastError()) == WSA_IO_PENDING)
            error = ended(s, &connecting, &bytes);
        if (error != WSAECONNREFUSED) {
            ok(0, "connect %d has ended with %d", i, error);
            break;
        }
    }
    InterlockedIncrement(&over);
    join_thread(&thread);
    ok(i == CONNECTS, "all are refused");
    closesocket(s);
    WSACleanup();
    return ok_done();
}
