/* An exclusive listener gets the port of an earlier one as soon as no connection of that one is alive. */
#include "../loopback.h"

static SOCKET exclusive_socket(void)
{
    BOOL on = TRUE;
    SOCKET s = tcp_socket();
    require(setsockopt(s, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, (const char *)&on, sizeof on) == 0);
    return s;
}

int main(void)
{
    struct sockaddr_in address;
    SOCKET first, second, client, server;
    char byte;
    start_winsock();
    first = exclusive_socket();
    second = exclusive_socket();
    bound(first);
    require(listen(first, 1) == 0);
    address = local_address(first);
    client = connected_to(first);
    server = accept(first, NULL, NULL);
    require(server != INVALID_SOCKET);
    ok_fails(bind(second, (struct sockaddr *)&address, sizeof address), WSAEADDRINUSE);
    require(closesocket(first) == 0);
    ok_fails(bind(second, (struct sockaddr *)&address, sizeof address), WSAEADDRINUSE);

    /* The server ends first, so the rest of the connection is on its side. */
    require(shutdown(server, SD_SEND) == 0 && recv(client, &byte, 1, 0) == 0);
    require(closesocket(client) == 0);
    require(recv(server, &byte, 1, 0) == 0 && closesocket(server) == 0);
    ok(bind(second, (struct sockaddr *)&address, sizeof address) == 0, "the port is free");
    ok(listen(second, 1) == 0, "and can be used");
    first = exclusive_socket();
    ok_fails(bind(first, (struct sockaddr *)&address, sizeof address), WSAEADDRINUSE);
    WSACleanup();
    return ok_done();
}
