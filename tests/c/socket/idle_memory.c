/* A connected socket on a completion port with one receive pending takes less than 1 KiB of the process's memory. */
#include "../overlapped/overlapped.h"
#include <malloc.h>

enum { PAIRS = 1000, LIMIT = 1024 };

static size_t allocated(void)
{
    struct mallinfo2 now = mallinfo2();
    return now.uordblks + now.hblkhd;
}

int main(void)
{
    static struct operation receives[2 * PAIRS];
    size_t before, each;
    HANDLE port;
    int i, end;
    start_winsock();
    port = new_port(0);
    before = 0;
    for (i = -10; i < PAIRS; i++) {
        SOCKET pair[2];
        if (i == 0)
            before = allocated(); /* what the library needs once, it has by now */
        tcp_pair(pair);
        for (end = 0; end < 2 && i >= 0; end++) {
            associate(port, pair[end], 1);
            clear_operation(&receives[2 * i + end]);
            pend_receive(pair[end], &receives[2 * i + end], NULL);
        }
    }
    each = (allocated() - before) / (2 * PAIRS);
    printf("bytes of a socket %d\n", (int)each);
    ok(each > 100, "%d bytes: the allocations of the library are not among those counted", (int)each);
    ok(each < LIMIT, "%d bytes", (int)each);
    WSACleanup();
    return ok_done();
}
