/* WSARecvMsg says what was cut off: MSG_TRUNC for data, MSG_CTRUNC for control data, both with WSAEMSGSIZE. */
#include "extension.h"

int main(void)
{
    SOCKET pair[2], stream;
    char data[16], control[256];
    WSABUF lent = {3, data};
    WSAMSG message;
    LPFN_WSARECVMSG WSARecvMsg;
    DWORD bytes = 0, on = 1;
    start_winsock();
    udp_pair(pair);
    WSARecvMsg = receive_message(pair[1]);
    require(setsockopt(pair[1], IPPROTO_IP, IP_PKTINFO, (char *)&on, sizeof on) == 0);
    require(send(pair[0], "hello", 5, 0) == 5 && send(pair[0], "abc", 3, 0) == 3 && send(pair[0], "def", 3, 0) == 3);
    memset(&message, 0, sizeof message);
    message.lpBuffers = &lent;
    message.dwBufferCount = 1;
    message.Control.buf = control;
    message.Control.len = sizeof control;
    ok_fails(WSARecvMsg(pair[1], &message, &bytes, NULL, NULL), WSAEMSGSIZE);
    ok(message.dwFlags == MSG_TRUNC && bytes == 3 && memcmp(data, "hel", 3) == 0, "data was cut off");
    message.dwFlags = 0;
    message.Control.len = 4;
    ok_fails(WSARecvMsg(pair[1], &message, &bytes, NULL, NULL), WSAEMSGSIZE);
    ok(message.dwFlags == MSG_CTRUNC && message.Control.len == 0 && memcmp(data, "abc", 3) == 0, "control data was left out");
    message.dwFlags = 0;
    message.Control.len = sizeof control;
    ok(WSARecvMsg(pair[1], &message, &bytes, NULL, NULL) == 0 && bytes == 3 && message.dwFlags == 0, "all of it");
    set_nonblocking(pair[1], 1);
    message.Control.len = sizeof control;
    ok_fails(WSARecvMsg(pair[1], &message, &bytes, NULL, NULL), WSAEWOULDBLOCK);
    ok_fails(WSARecvMsg(pair[1], NULL, &bytes, NULL, NULL), WSAEFAULT);
    stream = tcp_socket();
    ok_fails(WSARecvMsg(stream, &message, &bytes, NULL, NULL), WSAEOPNOTSUPP);
    WSACleanup();
    return ok_done();
}
