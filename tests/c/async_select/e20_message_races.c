/* E20, C12: messages of sockets that are closed while data comes: none names a socket that was closed before it was
 * posted, and a reader that follows its messages gets everything. */
#include "async_select.h"

#define TOTAL 100000

static void send_all(void *parameter)
{
    static char chunk[251 * 20];
    SOCKET s = *(SOCKET *)parameter;
    int sent = 0, size = 1;
    while (sent < TOTAL) {
        int count, from = sent % 251;
        size = size * 7 % 3001 + 1;
        if (size > TOTAL - sent)
            size = TOTAL - sent;
        write_pattern(chunk, size, from);
        count = send(s, chunk, size, 0);
        if (count != size)
            return;
        sent += count;
    }
    shutdown(s, SD_SEND);
}

int main(void)
{
    HWND window;
    int round;
    start_winsock();
    window = message_window(DefWindowProcA);
    for (round = 0; round < 20; round++) {
        SOCKET pair[2];
        struct thread sender;
        MSG message;
        char room[4096];
        /* Odd rounds close in the middle. */
        int received = 0, ended = 0, closes_at = round % 2 ? round * TOTAL / 40 : TOTAL + 1;
        tcp_pair(pair);
        require(WSAAsyncSelect(pair[1], window, WM_SOCKET, FD_READ | FD_CLOSE) == 0);
        start_thread(&sender, send_all, &pair[0]);
        while (!ended && received < closes_at) {
            if (!message_comes(&message, COMES_WITHIN)) {
                ok(0, "told to read on after %d bytes", received);
                break;
            }
            require(message.wParam == pair[1]);
            if (WSAGETSELECTEVENT(message.lParam) == FD_READ) {
                int i, count = recv(pair[1], room, received % 3 ? (int)sizeof room : 100, 0);
                ok(count > 0 || (count == SOCKET_ERROR && WSAGetLastError() == WSAEWOULDBLOCK), "recv gave %d", count);
                for (i = 0; i < count; i++)
                    require(room[i] == (char)((received + i) % 251));
                received += count > 0 ? count : 0;
            } else {
                ok(WSAGETSELECTEVENT(message.lParam) == FD_CLOSE && received == TOTAL, "the end after %d", received);
                ended = 1;
            }
        }
        closesocket(pair[1]);
        /* What was posted before is there; nothing is added. */
        while (PeekMessageA(&message, NULL, WM_SOCKET, WM_SOCKET, PM_REMOVE))
            ok(message.wParam == pair[1], "a message of this round");
        join_thread(&sender);
        closesocket(pair[0]);
        ok(!PeekMessageA(&message, NULL, WM_SOCKET, WM_SOCKET, PM_REMOVE), "nothing is posted after the close");
    }
    WSACleanup();
    return ok_done();
}
