/* MSG_PEEK takes nothing; MSG_PUSH_IMMEDIATE and MSG_PARTIAL are hints; a cut-off datagram says MSG_PARTIAL. */
#include "overlapped.h"

static int receive_with(SOCKET s, struct operation *operation, DWORD flags, DWORD *out)
{
    DWORD count = 0;
    int error;
    if (WSARecv(s, &operation->buffer, 1, NULL, &flags, &operation->overlapped, NULL) != 0
        && WSAGetLastError() != WSA_IO_PENDING)
        return -WSAGetLastError();
    error = WSAGetOverlappedResult(s, &operation->overlapped, &count, TRUE, out) ? 0 : WSAGetLastError();
    return error == 0 ? (int)count : -error;
}

int main(void)
{
    struct operation operation;
    SOCKET pair[2];
    DWORD out = 7;
    start_winsock();
    tcp_pair(pair);
    clear_operation(&operation);
    operation.overlapped.hEvent = new_event();
    send_text(pair[1], "peek");
    ok(receive_with(pair[0], &operation, MSG_PEEK, &out) == 4 && out == 0, "MSG_PEEK");
    ok(receive_with(pair[0], &operation, MSG_PUSH_IMMEDIATE, &out) == 4 && holds(&operation, "peek"), "is still there");
    send_text(pair[1], "part");
    ok(receive_with(pair[0], &operation, MSG_PARTIAL, &out) == 4 && out == 0, "MSG_PARTIAL says nothing of a stream");
    ok(receive_with(pair[0], &operation, 0x4000, &out) == -WSAEOPNOTSUPP, "an unknown flag");

    udp_pair(pair);
    send_text(pair[1], "longer");
    operation.buffer.len = 4;
    ok(receive_with(pair[0], &operation, 0, &out) == -WSAEMSGSIZE && out == MSG_PARTIAL && holds(&operation, "long"),
       "cut off: flags %x", (unsigned)out);
    send_text(pair[1], "");
    ok(receive_with(pair[0], &operation, 0, &out) == 0 && out == 0, "an empty datagram");
    send_text(pair[1], "peek");
    ok(receive_with(pair[0], &operation, MSG_PEEK, &out) == 4, "MSG_PEEK");
    ok(receive_with(pair[0], &operation, MSG_PARTIAL, &out) == 4 && out == 0, "MSG_PARTIAL for a whole message");
    ok(receive_with(pair[0], &operation, MSG_OOB, &out) == -WSAEOPNOTSUPP, "datagrams have no urgent data");
    WSACleanup();
    return ok_done();
}
