/* Both ends of a connection that loses nothing when it is closed.
 *
 * The client sends its request and shuts down its sending side. The server reads until recv returns 0,
 * so it knows that it has everything; it answers, shuts down in turn and closes. The client reads the
 * whole answer until 0 and closes last. Server and client are two threads of this program. */
#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>

#include <stdio.h>

#pragma comment(lib, "Ws2_32.lib")

#define REQUEST_BYTES 300000
#define ANSWER_BYTES 700000

static void report(const char *who, const char *call)
{
    fprintf(stderr, "%s: %s failed with %d\n", who, call, WSAGetLastError());
}

static int send_bytes(SOCKET s, int count)
{
    static const char block[8192];

    while (count > 0) {
        int sent = send(s, block, count < (int)sizeof block ? count : (int)sizeof block, 0);
        if (sent == SOCKET_ERROR)
            return SOCKET_ERROR;
        count -= sent;
    }
    return 0;
}

/* Reads until the peer has shut down; the number of bytes, or SOCKET_ERROR. */
static int read_to_end(SOCKET s)
{
    char block[8192];
    int received, total = 0;

    while ((received = recv(s, block, sizeof block, 0)) > 0)
        total += received;
    return received == 0 ? total : SOCKET_ERROR;
}

/* One end of the conversation after it is connected: exit code 0 when all went well. */
static DWORD finish(const char *who, SOCKET s, int received, int expected)
{
    printf("%s: read %d of %d bytes, then the end\n", who, received, expected);
    if (closesocket(s) == SOCKET_ERROR) {
        report(who, "closesocket");
        return 1;
    }
    printf("%s: closed\n", who);
    return received == expected ? 0 : 1;
}

static DWORD WINAPI serve(LPVOID parameter)
{
    SOCKET listener = *(SOCKET *)parameter;
    SOCKET s = accept(listener, NULL, NULL);
    int received;

    if (s == INVALID_SOCKET) {
        report("server", "accept");
        return 1;
    }
    received = read_to_end(s);
    if (received == SOCKET_ERROR) {
        report("server", "recv");
        return 1;
    }
    if (send_bytes(s, ANSWER_BYTES) == SOCKET_ERROR) {
        report("server", "send");
        return 1;
    }
    if (shutdown(s, SD_SEND) == SOCKET_ERROR) {
        report("server", "shutdown");
        return 1;
    }
    return finish("server", s, received, REQUEST_BYTES);
}

static DWORD ask(const struct sockaddr_in *address)
{
    SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    int received;

    if (s == INVALID_SOCKET) {
        report("client", "socket");
        return 1;
    }
    if (connect(s, (const struct sockaddr *)address, sizeof *address) == SOCKET_ERROR) {
        report("client", "connect");
        return 1;
    }
    if (send_bytes(s, REQUEST_BYTES) == SOCKET_ERROR) {
        report("client", "send");
        return 1;
    }
    if (shutdown(s, SD_SEND) == SOCKET_ERROR) {
        report("client", "shutdown");
        return 1;
    }
    received = read_to_end(s);
    if (received == SOCKET_ERROR) {
        report("client", "recv");
        return 1;
    }
    return finish("client", s, received, ANSWER_BYTES);
}

int main(void)
{
    WSADATA data;
    SOCKET listener;
    struct sockaddr_in address;
    int address_length = sizeof address;
    HANDLE server;
    DWORD server_code = 1, client_code;
    int error = WSAStartup(MAKEWORD(2, 2), &data);

    if (error != 0) {
        fprintf(stderr, "WSAStartup failed with %d\n", error);
        return 1;
    }
    ZeroMemory(&address, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    listener = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (listener == INVALID_SOCKET || bind(listener, (struct sockaddr *)&address, sizeof address) == SOCKET_ERROR
        || listen(listener, 1) == SOCKET_ERROR
        || getsockname(listener, (struct sockaddr *)&address, &address_length) == SOCKET_ERROR) {
        report("server", "listening");
        WSACleanup();
        return 1;
    }

    server = CreateThread(NULL, 0, serve, &listener, 0, NULL);
    if (server == NULL) {
        fprintf(stderr, "CreateThread failed with %lu\n", (unsigned long)GetLastError());
        WSACleanup();
        return 1;
    }
    client_code = ask(&address);
    if (client_code != 0)
        closesocket(listener); /* wakes a server that is still waiting */
    WaitForSingleObject(server, INFINITE);
    GetExitCodeThread(server, &server_code);
    CloseHandle(server);
    if (client_code == 0)
        closesocket(listener);
    WSACleanup();
    return server_code == 0 && client_code == 0 ? 0 : 1;
}
