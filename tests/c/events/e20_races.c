/* E20: a reader that only reads when told, while its peer sends at any time, gets everything and the end. */
#include "../events.h"

#define TOTAL 200000

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
        require(count == size);
        sent += count;
    }
    ok(shutdown(s, SD_SEND) == 0, "all is sent");
}

int main(void)
{
    int round;
    start_winsock();
    for (round = 0; round < 8; round++) {
        SOCKET pair[2];
        struct thread sender;
        WSAEVENT event;
        char room[4096];
        int received = 0, ended = 0;
        tcp_pair(pair);
        event = selected_event(pair[1], FD_READ | FD_CLOSE);
        start_thread(&sender, send_all, &pair[0]);
        while (!ended) {
            WSANETWORKEVENTS record;
            if (!event_comes(event, COMES_WITHIN)) {
                ok(0, "told to read on after %d bytes", received);
                break;
            }
            require(WSAEnumNetworkEvents(pair[1], event, &record) == 0);
            if (record.lNetworkEvents & FD_READ) {
                /* Sometimes little, so that some is left. */
                int i, count = recv(pair[1], room, received % 3 ? (int)sizeof room : 100, 0);
                ok(count > 0 || (count == SOCKET_ERROR && WSAGetLastError() == WSAEWOULDBLOCK), "recv gave %d", count);
                for (i = 0; i < count; i++)
                    require(room[i] == (char)((received + i) % 251));
                received += count > 0 ? count : 0;
            }
            if (record.lNetworkEvents & FD_CLOSE) {
                ok(record.iErrorCode[FD_CLOSE_BIT] == 0, "a graceful end");
                ok(received == TOTAL, "the end comes after %d bytes", received);
                ended = 1;
            }
        }
        join_thread(&sender);
        closesocket(pair[0]);
        closesocket(pair[1]);
        WSACloseEvent(event);
    }
    WSACleanup();
    return ok_done();
}
