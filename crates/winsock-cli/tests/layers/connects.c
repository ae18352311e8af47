/* connects MODE PORT ERROR: connects to 127.0.0.1:PORT in one of the ways there are, expects ERROR (0: success), and that
 * nothing is seen before it is decided: about 200 ms after the beginning. */
#include <winsock2.h>
#include <ws2tcpip.h>
#include <mswsock.h>
#include <windows.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WM_SOCKET (WM_USER + 7)

static struct sockaddr_in peer;
static int expected, failures;

static void check(int condition, const char *what)
{
    if (!condition) {
        printf("%s (last error %d)\n", what, WSAGetLastError());
        failures++;
    }
}

static SOCKET begin(int nonblocking)
{
    u_long mode = (u_long)nonblocking;
    SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    check(s != INVALID_SOCKET, "socket");
    check(ioctlsocket(s, FIONBIO, &mode) == 0, "FIONBIO");
    return s;
}

static void is_underway(SOCKET s)
{
    struct sockaddr_in name;
    int length = sizeof name;
    char byte = 0;
    check(connect(s, (struct sockaddr *)&peer, sizeof peer) == SOCKET_ERROR, "connect begins");
    check(WSAGetLastError() == WSAEWOULDBLOCK, "WSAEWOULDBLOCK");
    check(connect(s, (struct sockaddr *)&peer, sizeof peer) == SOCKET_ERROR && WSAGetLastError() == WSAEALREADY,
          "a second connect: WSAEALREADY");
    check(send(s, &byte, 1, 0) == SOCKET_ERROR && WSAGetLastError() == WSAENOTCONN, "send: WSAENOTCONN");
    check(recv(s, &byte, 1, 0) == SOCKET_ERROR && WSAGetLastError() == WSAENOTCONN, "recv: WSAENOTCONN");
    check(getpeername(s, (struct sockaddr *)&name, &length) == SOCKET_ERROR && WSAGetLastError() == WSAENOTCONN,
          "getpeername: WSAENOTCONN");
}

static int pending_error(SOCKET s)
{
    int error = -1, length = sizeof error;
    check(getsockopt(s, SOL_SOCKET, SO_ERROR, (char *)&error, &length) == 0, "SO_ERROR");
    return error;
}

static void converse(SOCKET s)
{
    struct sockaddr_in name;
    int length = sizeof name, received = 0, more;
    u_long mode = 0;
    char room[8];
    memset(&name, 0, sizeof name);
    check(getpeername(s, (struct sockaddr *)&name, &length) == 0 && name.sin_port == peer.sin_port
              && name.sin_addr.s_addr == peer.sin_addr.s_addr,
          "getpeername answers the wanted peer");
    check(connect(s, (struct sockaddr *)&peer, sizeof peer) == SOCKET_ERROR && WSAGetLastError() == WSAEISCONN,
          "connected: WSAEISCONN");
    check(WSAEventSelect(s, NULL, 0) == 0 && ioctlsocket(s, FIONBIO, &mode) == 0, "blocking");
    check(send(s, "hello", 5, 0) == 5, "send");
    check(shutdown(s, SD_SEND) == 0, "shutdown");
    while ((more = recv(s, room + received, (int)sizeof room - received, 0)) > 0)
        received += more;
    check(more == 0 && received == 5 && memcmp(room, "hello", 5) == 0, "the echo and nothing else");
}

static void blocking(SOCKET s)
{
    int result = connect(s, (struct sockaddr *)&peer, sizeof peer);
    check(result == 0 ? expected == 0 : WSAGetLastError() == expected, "connect");
}

static void by_select(SOCKET s)
{
    struct timeval little = {0, 20000}, much = {20, 0};
    fd_set read, write, except;
    is_underway(s);
    FD_ZERO(&read);
    FD_ZERO(&write);
    FD_ZERO(&except);
    FD_SET(s, &read);
    FD_SET(s, &write);
    FD_SET(s, &except);
    check(select(0, &read, &write, &except, &little) == 0, "select before the answer");
    FD_ZERO(&write);
    FD_ZERO(&except);
    FD_SET(s, &write);
    FD_SET(s, &except);
    check(select(0, NULL, &write, &except, &much) == 1, "select after it");
    check(FD_ISSET(s, expected == 0 ? &write : &except) != 0, "in the right set");
    check(pending_error(s) == expected, "SO_ERROR tells");
    check(pending_error(s) == 0, "and once");
}

static void by_poll(SOCKET s)
{
    WSAPOLLFD entry;
    is_underway(s);
    entry.fd = s, entry.events = POLLWRNORM, entry.revents = 0;
    check(WSAPoll(&entry, 1, 20) == 0, "WSAPoll before the answer");
    check(WSAPoll(&entry, 1, 20000) == 1, "WSAPoll after it");
    check(expected == 0 ? entry.revents == POLLWRNORM : (entry.revents & (POLLERR | POLLHUP)) != 0, "its revents");
}

static void by_event(SOCKET s)
{
    WSAEVENT event = WSACreateEvent();
    WSANETWORKEVENTS found;
    check(WSAEventSelect(s, event, FD_CONNECT | FD_WRITE | FD_READ | FD_CLOSE) == 0, "WSAEventSelect");
    is_underway(s);
    check(WSAWaitForMultipleEvents(1, &event, FALSE, 20, FALSE) == WSA_WAIT_TIMEOUT, "no event before the answer");
    check(WSAWaitForMultipleEvents(1, &event, FALSE, 20000, FALSE) == WSA_WAIT_EVENT_0, "the event after it");
    check(WSAEnumNetworkEvents(s, event, &found) == 0, "WSAEnumNetworkEvents");
    check((found.lNetworkEvents & FD_CONNECT) != 0 && found.iErrorCode[FD_CONNECT_BIT] == expected, "FD_CONNECT");
    check((found.lNetworkEvents & (FD_READ | FD_CLOSE)) == 0, "what the proxy said is not the program's");
    if (expected == 0 && !(found.lNetworkEvents & FD_WRITE)) {
        check(WSAWaitForMultipleEvents(1, &event, FALSE, 20000, FALSE) == WSA_WAIT_EVENT_0, "another event");
        check(WSAEnumNetworkEvents(s, event, &found) == 0, "WSAEnumNetworkEvents");
        check(found.lNetworkEvents == FD_WRITE, "FD_WRITE");
    }
    WSACloseEvent(event);
}

static void by_window(SOCKET s)
{
    HWND window = CreateWindowExA(0, "Message", NULL, 0, 0, 0, 0, 0, HWND_MESSAGE, NULL, NULL, NULL);
    MSG message;
    check(WSAAsyncSelect(s, window, WM_SOCKET, FD_CONNECT) == 0, "WSAAsyncSelect");
    is_underway(s);
    check(!PeekMessageA(&message, window, 0, 0, PM_REMOVE), "no message before the answer");
    check(GetMessageA(&message, window, WM_SOCKET, WM_SOCKET) > 0, "the message");
    check(message.wParam == s, "names the program's socket");
    check(WSAGETSELECTEVENT(message.lParam) == FD_CONNECT && WSAGETSELECTERROR(message.lParam) == expected, "FD_CONNECT");
    check(WSAAsyncSelect(s, window, 0, 0) == 0, "no more");
    DestroyWindow(window);
}

static void by_connectex(SOCKET s)
{
    GUID id = WSAID_CONNECTEX;
    LPFN_CONNECTEX connect_ex = NULL;
    struct sockaddr_in any;
    OVERLAPPED overlapped, *out = NULL;
    ULONG_PTR key = 0;
    HANDLE port = CreateIoCompletionPort((HANDLE)s, NULL, 5, 0);
    DWORD bytes = 0, flags = 0;
    check(port != NULL, "a port");
    check(WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &id, sizeof id, &connect_ex, sizeof connect_ex, &bytes, NULL,
                   NULL) == 0,
          "ConnectEx");
    memset(&overlapped, 0, sizeof overlapped);
    check(!connect_ex(s, (struct sockaddr *)&peer, sizeof peer, NULL, 0, NULL, &overlapped)
              && WSAGetLastError() == WSAEINVAL,
          "a socket without a name: WSAEINVAL");
    memset(&any, 0, sizeof any);
    any.sin_family = AF_INET;
    check(bind(s, (struct sockaddr *)&any, sizeof any) == 0, "bind");
    check(!connect_ex(s, (struct sockaddr *)&peer, sizeof peer, NULL, 0, NULL, &overlapped)
              && WSAGetLastError() == WSA_IO_PENDING,
          "WSA_IO_PENDING");
    check(!GetQueuedCompletionStatus(port, &bytes, &key, &out, 20) && out == NULL, "no packet before the answer");
    GetQueuedCompletionStatus(port, &bytes, &key, &out, 20000);
    check(out == &overlapped && key == 5, "the packet");
    check(WSAGetOverlappedResult(s, &overlapped, &bytes, FALSE, &flags) ? expected == 0 : WSAGetLastError() == expected,
          "how it ended");
    if (expected == 0)
        check(setsockopt(s, SOL_SOCKET, SO_UPDATE_CONNECT_CONTEXT, NULL, 0) == 0, "SO_UPDATE_CONNECT_CONTEXT");
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*connect)(SOCKET);
        int nonblocking;
    } modes[] = {{"blocking", blocking, 0}, {"select", by_select, 1}, {"poll", by_poll, 1},
                 {"event", by_event, 1},    {"window", by_window, 1}, {"connectex", by_connectex, 0}};
    WSADATA data;
    size_t mode;
    SOCKET s;
    if (argc != 4 || WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 2;
    peer.sin_family = AF_INET;
    peer.sin_port = htons((u_short)atoi(argv[2]));
    peer.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    expected = atoi(argv[3]);
    for (mode = 0; mode < sizeof modes / sizeof modes[0]; mode++)
        if (strcmp(argv[1], modes[mode].name) == 0) {
            s = begin(modes[mode].nonblocking);
            modes[mode].connect(s);
            if (expected == 0 && failures == 0)
                converse(s);
            check(closesocket(s) == 0, "closesocket");
        }
    WSACleanup();
    return failures != 0;
}
