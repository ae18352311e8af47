/* An echo server that waits for network events of all its clients in one thread.
 *
 *   event_select_server [port [clients]]     port 0, the default, lets the system choose; it is printed.
 *
 * It ends after that many clients (default 1), or when nothing has happened for a minute. */
#include <winsock2.h>
#include <ws2tcpip.h>

#include <stdio.h>
#include <stdlib.h>

#pragma comment(lib, "Ws2_32.lib")

#define PATIENCE_MS 60000

/* One place for each event that can be waited for; the first is the listener's. */
struct place {
    SOCKET socket;
    char data[4096];
    int length, sent;
};

static struct place places[WSA_MAXIMUM_WAIT_EVENTS];
static WSAEVENT events[WSA_MAXIMUM_WAIT_EVENTS];
static DWORD count;

static int fail(const char *call)
{
    fprintf(stderr, "%s failed with %d\n", call, WSAGetLastError());
    WSACleanup();
    return 1;
}

/* Waits for events of one more socket; from here on its calls do not block. */
static int add(SOCKET socket, long network_events)
{
    WSAEVENT event = WSACreateEvent();
    if (event == WSA_INVALID_EVENT || WSAEventSelect(socket, event, network_events) == SOCKET_ERROR)
        return SOCKET_ERROR;
    places[count].socket = socket;
    places[count].length = places[count].sent = 0;
    events[count++] = event;
    return 0;
}

static void drop(DWORD index)
{
    closesocket(places[index].socket);
    WSACloseEvent(events[index]);
    count--;
    if (index != count) {
        places[index] = places[count];
        events[index] = events[count];
    }
}

/* Sends back what has arrived, until nothing more is there or no more can be sent: FD_READ or FD_WRITE then tells when to
 * go on. 0 when the client has gone. */
static int echo(struct place *place)
{
    for (;;) {
        int done = place->sent < place->length ?
            send(place->socket, place->data + place->sent, place->length - place->sent, 0) :
            recv(place->socket, place->data, sizeof place->data, 0);
        if (done == SOCKET_ERROR)
            return WSAGetLastError() == WSAEWOULDBLOCK;
        if (place->sent < place->length) {
            place->sent += done;
        } else {
            place->length = done;
            place->sent = 0;
            if (done == 0)
                return 0;
        }
    }
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
    if (add(listener, FD_ACCEPT) == SOCKET_ERROR)
        return fail("WSAEventSelect");
    if (listen(listener, SOMAXCONN) == SOCKET_ERROR)
        return fail("listen");
    if (getsockname(listener, (struct sockaddr *)&address, &address_length) == SOCKET_ERROR)
        return fail("getsockname");
    printf("listening on 127.0.0.1:%d\n", ntohs(address.sin_port));
    fflush(stdout);

    while (clients > 0) {
        WSANETWORKEVENTS happened;
        DWORD index = WSAWaitForMultipleEvents(count, events, FALSE, PATIENCE_MS, FALSE);
        if (index == WSA_WAIT_FAILED)
            return fail("WSAWaitForMultipleEvents");
        if (index == WSA_WAIT_TIMEOUT) {
            printf("nothing happens\n");
            break;
        }
        index -= WSA_WAIT_EVENT_0;
        if (WSAEnumNetworkEvents(places[index].socket, events[index], &happened) == SOCKET_ERROR)
            return fail("WSAEnumNetworkEvents");
        if (happened.lNetworkEvents & FD_ACCEPT) {
            /* The client has the listener's event until it is given its own. */
            SOCKET client = accept(listener, NULL, NULL);
            if (client == INVALID_SOCKET && WSAGetLastError() == WSAEWOULDBLOCK)
                continue;
            if (client == INVALID_SOCKET)
                return fail("accept");
            if (count == WSA_MAXIMUM_WAIT_EVENTS)
                closesocket(client);
            else if (add(client, FD_READ | FD_WRITE | FD_CLOSE) == SOCKET_ERROR)
                return fail("WSAEventSelect");
        } else if (index > 0 && !echo(&places[index])) {
            printf("a client came and went\n");
            drop(index);
            clients--;
        }
    }
    while (count > 0)
        drop(count - 1);
    WSACleanup();
    return 0;
}
