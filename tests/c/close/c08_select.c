/* C8: select in another thread comes back when a member is closed: it counts as ready in the read and write sets; in
 * the except set alone it is WSAENOTSOCK. */
#include "../thread.h"

static SOCKET open_idle(void)
{
    SOCKET pair[2];
    tcp_pair(pair); /* the peer stays open, and silent */
    return pair[0];
}

static int select_forever(SOCKET s, int in_read, int in_except)
{
    fd_set read, except;
    FD_ZERO(&read);
    FD_ZERO(&except);
    if (in_read)
        FD_SET(s, &read);
    if (in_except)
        FD_SET(s, &except);
    if (select(0, &read, NULL, &except, NULL) == SOCKET_ERROR)
        return SOCKET_ERROR;
    return in_read && read.fd_count == 1 && read.fd_array[0] == s && except.fd_count == 0;
}

static int select_read(SOCKET s)
{
    return select_forever(s, 1, 0);
}

static int select_read_and_except(SOCKET s)
{
    return select_forever(s, 1, 1);
}

static int select_except(SOCKET s)
{
    return select_forever(s, 0, 1);
}

int main(void)
{
    struct blocked_call outcome;
    start_winsock();
    close_during(open_idle, select_read, &outcome);
    ok(outcome.result == 1, "the read set gave %d, error %d", outcome.result, outcome.error);
    close_during(open_idle, select_read_and_except, &outcome);
    ok(outcome.result == 1, "read and except set gave %d, error %d", outcome.result, outcome.error);
    ok_close_ends(open_idle, select_except, WSAENOTSOCK);
    WSACleanup();
    return ok_done();
}
