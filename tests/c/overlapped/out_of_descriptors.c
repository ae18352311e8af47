/* Without a descriptor for what they need, calls fail and leave the memory of an operation alone. */
#include "overlapped.h"
#include <sys/resource.h>

int main(void)
{
    struct operation receive, send;
    struct rlimit limit, before;
    SOCKET pair[2];
    start_winsock();
    tcp_pair(pair);
    require(getrlimit(RLIMIT_NOFILE, &before) == 0);
    limit = before;
    limit.rlim_cur = 3;
    require(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    SetLastError(0);
    ok(CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0) == NULL && GetLastError() == ERROR_NO_SYSTEM_RESOURCES,
       "no port");
    clear_operation(&receive);
    ok_fails(begin_receive(pair[0], &receive, NULL), WSAEMFILE);
    memset(&receive, 0x5a, sizeof receive);
    clear_operation(&send);
    send.buffer.len = 4;
    ok(begin_send(pair[0], &send, NULL) == 0, "what need not wait is done");
    require(setrlimit(RLIMIT_NOFILE, &before) == 0);
    ok(((char *)&receive)[0] == 0x5a && ((char *)&receive)[63] == 0x5a, "the memory is let alone");
    clear_operation(&receive);
    receive.overlapped.hEvent = new_event();
    pend_receive(pair[0], &receive, NULL);
    send_text(pair[1], "data");
    ok(signaled_within(receive.overlapped.hEvent, 20000) && holds(&receive, "data"), "later all is well");
    WSACleanup();
    return ok_done();
}
