/* WSARecvMsg without an OVERLAPPED heeds SO_RCVTIMEO and is an alertable wait. */
#include "extension.h"

static volatile LONG ran;

static void CALLBACK note(ULONG_PTR parameter)
{
    (void)parameter;
    InterlockedIncrement(&ran);
}

int main(void)
{
    SOCKET s;
    WSAMSG message;
    WSABUF buffer;
    char byte;
    DWORD limit = 200, count = 0;
    double start;
    start_winsock();
    s = bound(udp_socket());
    require(setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, (const char *)&limit, sizeof limit) == 0);
    memset(&message, 0, sizeof message);
    buffer.buf = &byte;
    buffer.len = 1;
    message.lpBuffers = &buffer;
    message.dwBufferCount = 1;
    require(QueueUserAPC(note, GetCurrentThread(), 0) != 0);
    start = now_ms();
    ok_fails(receive_message(s)(s, &message, &count, NULL, NULL), WSAETIMEDOUT);
    ok(now_ms() - start >= 190 && now_ms() - start < 5000, "after %d ms", (int)(now_ms() - start));
    ok(ran == 1, "the APC ran");
    set_nonblocking(s, 1);
    ok_fails(receive_message(s)(s, &message, &count, NULL, NULL), WSAEWOULDBLOCK);
    WSACleanup();
    return ok_done();
}
