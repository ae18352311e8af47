/* E8: FD_OOB tells of urgent data that is received apart; in line it is data like any other. */
#include "../events.h"

int main(void)
{
    SOCKET pair[2];
    WSAEVENT event;
    char room[8];
    BOOL inline_data = TRUE;
    start_winsock();
    event = selected_pair(pair, EVERY_EVENT);
    ok(send(pair[0], "!", 1, MSG_OOB) == 1, "urgent");
    ok_events(pair[1], event, FD_OOB);
    ok_no_events(pair[1], event);
    ok(recv(pair[1], room, 1, MSG_OOB) == 1 && room[0] == '!', "the urgent byte");
    ok_no_events(pair[1], event);
    ok(send(pair[0], "?", 1, MSG_OOB) == 1, "urgent again");
    ok_events(pair[1], event, FD_OOB);
    ok(recv(pair[1], room, 1, MSG_OOB) == 1 && room[0] == '?', "the next urgent byte");
    ok_sends(pair[0], "data");
    ok_events(pair[1], event, FD_READ);
    ok(recv(pair[1], room, 8, 0) == 4, "what is not urgent");

    ok(setsockopt(pair[1], SOL_SOCKET, SO_OOBINLINE, (const char *)&inline_data, sizeof inline_data) == 0, "in line");
    ok(send(pair[0], "!", 1, MSG_OOB) == 1, "urgent");
    ok_events(pair[1], event, FD_READ);
    ok(recv(pair[1], room, 8, 0) == 1 && room[0] == '!', "among the data");
    ok_no_events(pair[1], event);
    WSACleanup();
    return ok_done();
}
