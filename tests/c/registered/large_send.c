/* A send completes when all of it is taken; sends behind it wait, and all arrives in order. */
#include "registered.h"

#define LARGE (8 << 20)

int main(void)
{
    static char bytes[LARGE], chunk[65536];
    SOCKET pair[2];
    RIO_CQ queue;
    RIO_RQ requests;
    RIO_BUF large, small;
    int total = 0, count, wrong = 0, i;
    start_registered();
    write_pattern(bytes, LARGE, 0);
    registered_pair(pair);
    queue = polled_queue(4);
    requests = request_queue(pair[0], 1, 3, queue, NULL);
    large.BufferId = rio.RIORegisterBuffer(bytes, LARGE);
    require(large.BufferId != RIO_INVALID_BUFFERID);
    large.Offset = 0;
    large.Length = LARGE;
    small = slice_with(0, "last");
    ok(rio.RIOSend(requests, &large, 1, 0, context_of(1)), "send");
    ok(rio.RIOSend(requests, &small, 1, 0, context_of(2)), "send");
    ok_no_result(queue);
    while (total < LARGE) {
        int left = LARGE - total;
        count = recv(pair[1], chunk, left < (int)sizeof chunk ? left : (int)sizeof chunk, 0);
        require(count > 0);
        for (i = 0; i < count; i++)
            wrong += chunk[i] != (char)((total + i) % 251);
        total += count;
    }
    ok(wrong == 0, "the pattern");
    ok(recv(pair[1], chunk, 4, MSG_WAITALL) == 4 && memcmp(chunk, "last", 4) == 0, "then the other");
    ok_result(next_result(queue), 0, LARGE, 1);
    ok_result(next_result(queue), 0, 4, 2);
    WSACleanup();
    return ok_done();
}
