/* A client for echo_server.
 *
 *   echo_client [host [port [text]]]
 *
 * Without a port it explains itself and ends. Otherwise it sends the text, shuts down its side, prints
 * what comes back and closes. */
#include <winsock2.h>
#include <ws2tcpip.h>

#include <stdio.h>
#include <string.h>

#pragma comment(lib, "Ws2_32.lib")

static SOCKET connect_to(const char *host, const char *port)
{
    struct addrinfo hints, *addresses, *candidate;
    SOCKET s = INVALID_SOCKET;
    int error;

    ZeroMemory(&hints, sizeof hints);
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_protocol = IPPROTO_TCP;
    error = getaddrinfo(host, port, &hints, &addresses);
    if (error != 0) {
        fprintf(stderr, "getaddrinfo failed with %d\n", error);
        return INVALID_SOCKET;
    }
    for (candidate = addresses; candidate != NULL; candidate = candidate->ai_next) {
        s = socket(candidate->ai_family, candidate->ai_socktype, candidate->ai_protocol);
        if (s == INVALID_SOCKET)
            continue;
        if (connect(s, candidate->ai_addr, (int)candidate->ai_addrlen) == 0)
            break;
        fprintf(stderr, "connect failed with %d\n", WSAGetLastError());
        closesocket(s);
        s = INVALID_SOCKET;
    }
    freeaddrinfo(addresses);
    return s;
}

/* Returns 0 when all of the text came back. */
static int converse(SOCKET s, const char *text)
{
    char buffer[512];
    int received, expected = (int)strlen(text), total = 0;

    if (send(s, text, expected, 0) == SOCKET_ERROR) {
        fprintf(stderr, "send failed with %d\n", WSAGetLastError());
        return 1;
    }
    /* The server sees the end of our data, echoes the rest and closes. */
    if (shutdown(s, SD_SEND) == SOCKET_ERROR) {
        fprintf(stderr, "shutdown failed with %d\n", WSAGetLastError());
        return 1;
    }
    printf("received: ");
    while ((received = recv(s, buffer, sizeof buffer, 0)) > 0) {
        printf("%.*s", received, buffer);
        total += received;
    }
    printf("\n");
    if (received == SOCKET_ERROR) {
        fprintf(stderr, "recv failed with %d\n", WSAGetLastError());
        return 1;
    }
    return total == expected ? 0 : 1;
}

int main(int argc, char **argv)
{
    const char *host = argc > 1 ? argv[1] : "127.0.0.1";
    const char *text = argc > 3 ? argv[3] : "Hello, Winsock!";
    WSADATA data;
    SOCKET s;
    int error, failed;

    if (argc < 3) {
        printf("usage: echo_client host port [text]\n");
        printf("Start echo_server first; it prints its port.\n");
        return 0;
    }
    error = WSAStartup(MAKEWORD(2, 2), &data);
    if (error != 0) {
        fprintf(stderr, "WSAStartup failed with %d\n", error);
        return 1;
    }
    s = connect_to(host, argv[2]);
    failed = s == INVALID_SOCKET || converse(s, text);
    if (s != INVALID_SOCKET && closesocket(s) == SOCKET_ERROR) {
        fprintf(stderr, "closesocket failed with %d\n", WSAGetLastError());
        failed = 1;
    }
    WSACleanup();
    return failed;
}
