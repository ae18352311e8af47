/* A program that closes its standard input, and goes on using the number, does not meet a socket there. */
#include "../loopback.h"
#include <io.h>

static void still_mine(SOCKET pair[2])
{
    char byte = 0;
    ok(_read(0, &byte, 1) == -1, "standard input is closed");
    ok(_close(0) == -1, "nothing to close");
    ok(send(pair[0], "x", 1, 0) == 1, "the connection is open");
    ok(recv(pair[1], &byte, 1, 0) == 1 && byte == 'x', "and carries data");
}

int main(void)
{
    SOCKET pair[2];
    HANDLE read_end, write_end;
    start_winsock();
    require(_close(0) == 0);
    tcp_pair(pair);
    still_mine(pair);
    require(CreatePipe(&read_end, &write_end, NULL, 0));
    still_mine(pair);
    ok(CloseHandle(read_end) && CloseHandle(write_end), "the pipe is open");
    ok(closesocket(pair[0]) == 0, "first");
    ok(closesocket(pair[1]) == 0, "second");
    return ok_done();
}
