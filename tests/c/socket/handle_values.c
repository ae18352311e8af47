/* A SOCKET is a multiple of 4, fits an int, and is never 0. */
#include "../loopback.h"

int main(void)
{
    SOCKET sockets[200];
    int i, k;
    start_winsock();
    for (i = 0; i < 200; i++) {
        sockets[i] = tcp_socket();
        ok(sockets[i] != 0 && sockets[i] % 4 == 0, "%d is no multiple of 4", (int)sockets[i]);
        ok((int)sockets[i] > 0 && (SOCKET)(int)sockets[i] == sockets[i], "%d does not survive an int", (int)sockets[i]);
        for (k = 0; k < i; k++)
            ok(sockets[k] != sockets[i], "%d stands for two sockets", (int)sockets[i]);
    }
    for (i = 0; i < 200; i++) {
        int kept = (int)sockets[i];
        ok(closesocket((SOCKET)kept) == 0, "closesocket of a SOCKET kept in an int");
    }
    WSACleanup();
    return ok_done();
}
