/* TransmitFile refuses datagram sockets, as documented. */
#include "extension.h"

int main(void)
{
    SOCKET pair[2];
    TRANSMIT_FILE_BUFFERS around;
    char head[] = "head";
    start_winsock();
    udp_pair(pair);
    memset(&around, 0, sizeof around);
    around.Head = head;
    around.HeadLength = 4;
    ok(!TransmitFile(pair[0], NULL, 0, 0, NULL, &around, 0) && WSAGetLastError() == WSAEINVAL, "error %d", WSAGetLastError());
    ok(!TransmitFile(INVALID_SOCKET, NULL, 0, 0, NULL, &around, 0) && WSAGetLastError() == WSAENOTSOCK, "no socket");
    tcp_pair(pair);
    ok(TransmitFile(pair[0], NULL, 0, 1, NULL, &around, 0), "a size of sends says nothing of a stream");
    WSACleanup();
    return ok_done();
}
