/* The hook is asked only by a call that may block, on a blocking socket, and that cannot be completed at once. */
#include "eleven.h"

static int calls;

static BOOL CALLBACK hook(void)
{
    calls++;
    return FALSE;
}

int main(void)
{
    SOCKET pair[2], datagram, listener;
    struct sockaddr_in address;
    char byte;
    int len = sizeof address;
    start_winsock();
    set_hook(hook);
    tcp_pair(pair);
    ok(send(pair[0], "ab", 2, 0) == 2, "there is room");
    require(becomes_ready(pair[1], 'r', 20000));
    calls = 0;
    ok(recv(pair[1], &byte, 1, 0) == 1, "there is data");
    ok(becomes_ready(pair[1], 'r', 1000) && becomes_ready(pair[0], 'w', 1000), "select has nothing to wait for");
    datagram = bound(udp_socket());
    address = local_address(datagram);
    ok(sendto(datagram, "x", 1, 0, (struct sockaddr *)&address, len) == 1, "sendto");
    ok(recvfrom(datagram, &byte, 1, 0, (struct sockaddr *)&address, &len) == 1, "recvfrom");
    ok(gethostbyname("127.0.0.1") != NULL, "gethostbyname of an address");
    listener = tcp_listener();
    set_nonblocking(listener, 1);
    set_nonblocking(datagram, 1);
    ok_fails(accept(listener, NULL, NULL), WSAEWOULDBLOCK);
    ok_fails(recv(datagram, &byte, 1, 0), WSAEWOULDBLOCK);
    ok(closesocket(pair[0]) == 0 && closesocket(pair[1]) == 0, "closes that do not linger");
    ok(calls == 0, "the hook was asked %d times", calls);
    WSACleanup();
    return ok_done();
}
