/* E21: each event is one message; there is nothing to enumerate. The socket does not block. */
#include "async_select.h"

int main(void)
{
    SOCKET listener, client, accepted, closed;
    struct sockaddr_in address;
    WSANETWORKEVENTS record;
    HWND window;
    char room[8];
    u_long blocking = 0;
    start_winsock();
    window = message_window(DefWindowProcA);
    listener = tcp_listener();
    address = local_address(listener);
    ok(WSAAsyncSelect(listener, window, WM_SOCKET, FD_ACCEPT) == 0, "select");
    client = tcp_socket();
    ok(WSAAsyncSelect(client, window, WM_SOCKET, FD_CONNECT) == 0, "select");
    ok_fails(ioctlsocket(client, FIONBIO, &blocking), WSAEINVAL);
    ok_fails(connect(client, (struct sockaddr *)&address, sizeof address), WSAEWOULDBLOCK);
    {
        MSG messages[2];
        int i, connects = 0, accepts = 0;
        for (i = 0; i < 2; i++) {
            require(message_comes(&messages[i], COMES_WITHIN));
            connects += messages[i].wParam == client && messages[i].lParam == WSAMAKESELECTREPLY(FD_CONNECT, 0);
            accepts += messages[i].wParam == listener && messages[i].lParam == WSAMAKESELECTREPLY(FD_ACCEPT, 0);
        }
        ok(connects == 1 && accepts == 1, "one message each");
    }
    accepted = accept(listener, NULL, NULL);
    require(accepted != INVALID_SOCKET);
    ok(WSAAsyncSelect(accepted, window, WM_SOCKET, FD_READ | FD_WRITE | FD_OOB | FD_CLOSE) == 0, "select");
    ok_message(window, accepted, FD_WRITE, 0);
    ok_sends(client, "data");
    ok_message(window, accepted, FD_READ, 0);
    ok(WSAEnumNetworkEvents(accepted, NULL, &record) == 0 && record.lNetworkEvents == 0, "no record");
    ok(recv(accepted, room, 8, 0) == 4, "data");
    ok(send(client, "!", 1, MSG_OOB) == 1, "urgent");
    ok_message(window, accepted, FD_OOB, 0);
    set_linger(client, 1, 0);
    closesocket(client);
    ok_message(window, accepted, FD_CLOSE, WSAECONNRESET);
    ok_no_message();

    closed = bound(tcp_socket());
    address = local_address(closed);
    client = tcp_socket();
    ok(WSAAsyncSelect(client, window, WM_SOCKET, FD_CONNECT | FD_WRITE) == 0, "select");
    ok_fails(connect(client, (struct sockaddr *)&address, sizeof address), WSAEWOULDBLOCK);
    ok_message(window, client, FD_CONNECT, WSAECONNREFUSED);
    ok_no_message();
    WSACleanup();
    return ok_done();
}
