/* FILE_SKIP_COMPLETION_PORT_ON_SUCCESS: no packet for what was done within the call; one for what was pending. */
#include "overlapped.h"

int main(void)
{
    struct operation receive, send;
    SOCKET pair[2];
    HANDLE port;
    start_winsock();
    tcp_pair(pair);
    port = new_port(0);
    associate(port, pair[0], 1);
    ok(SetFileCompletionNotificationModes((HANDLE)pair[0], FILE_SKIP_COMPLETION_PORT_ON_SUCCESS), "the mode is set");
    clear_operation(&send);
    ok(begin_send(pair[0], &send, NULL) == 0, "done within the call");
    ok_no_packet(port);
    clear_operation(&receive);
    pend_receive(pair[0], &receive, NULL);
    send_text(pair[1], "data");
    ok_packet_of(port, &receive, 0, 4);
    ok(!SetFileCompletionNotificationModes((HANDLE)pair[0], 4) && GetLastError() == ERROR_INVALID_PARAMETER,
       "unknown modes are refused");
    ok(!SetFileCompletionNotificationModes(port, 1) && GetLastError() == ERROR_INVALID_HANDLE, "a port has no modes");
    WSACleanup();
    return ok_done();
}
