/* An echo server for one client at a time.
 *
 *   echo_server [port [clients]]     port 0, the default, lets the system choose; it is printed.
 *
 * It ends after that many clients (default 1), or when none has come for a minute. */
#include <winsock2.h>
#include <ws2tcpip.h>

#include <stdio.h>
#include <stdlib.h>

#pragma comment(lib, "Ws2_32.lib")

#define PATIENCE_SECONDS 60

static int fail(const char *call)
{
    fprintf(stderr, "%s failed with %d\n", call, WSAGetLastError());
    WSACleanup();
    return 1;
}

/* Sends back what arrives until the client shuts down its side. */
static int echo(SOCKET client)
{
    char buffer[4096];
    int received;

    while ((received = recv(client, buffer, sizeof buffer, 0)) > 0) {
        int sent = 0;
        while (sent < received) {
            int taken = send(client, buffer + sent, received - sent, 0);
            if (taken == SOCKET_ERROR)
                return SOCKET_ERROR;
            sent += taken;
        }
    }
    if (received == SOCKET_ERROR)
        return SOCKET_ERROR;
    return shutdown(client, SD_SEND);
}

int main(int argc, char **argv)
{
    WSADATA data;
    SOCKET listener;
    struct sockaddr_in address;
    int address_length = sizeof address;
    int clients = argc > 2 ? atoi(argv[2]) : 1;
    int error = WSAStartup(MAKEWORD(2, 2), &data);

    if (error != 0) {
        fprintf(stderr, "WSAStartup failed with %d\n", error);
        return 1;
    }
    listener = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (listener == INVALID_SOCKET)
        return fail("socket");

    ZeroMemory(&address, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons((u_short)(argc > 1 ? atoi(argv[1]) : 0));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) == SOCKET_ERROR)
        return fail("bind");
    if (listen(listener, SOMAXCONN) == SOCKET_ERROR)
        return fail("listen");
    if (getsockname(listener, (struct sockaddr *)&address, &address_length) == SOCKET_ERROR)
        return fail("getsockname");
    printf("listening on 127.0.0.1:%d\n", ntohs(address.sin_port));
    fflush(stdout);

    while (clients-- > 0) {
        SOCKET client;
        fd_set readable;
        struct timeval patience;

        FD_ZERO(&readable);
        FD_SET(listener, &readable);
        patience.tv_sec = PATIENCE_SECONDS;
        patience.tv_usec = 0;
        switch (select(0, &readable, NULL, NULL, &patience)) {
        case SOCKET_ERROR:
            return fail("select");
        case 0:
            printf("nobody came\n");
            clients = 0;
            continue;
        }
        client = accept(listener, NULL, NULL);
        if (client == INVALID_SOCKET)
            return fail("accept");
        if (echo(client) == SOCKET_ERROR)
            fprintf(stderr, "the client was lost with %d\n", WSAGetLastError());
        else
            printf("a client came and went\n");
        if (closesocket(client) == SOCKET_ERROR)
            return fail("closesocket");
    }
    closesocket(listener);
    WSACleanup();
    return 0;
}
