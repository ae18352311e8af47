/* Codes that never wait end at once also with an OVERLAPPED; their routine runs in an alertable wait. */
#include "extension.h"

static volatile LONG ran;
static DWORD told_error, told_bytes;

static void CALLBACK note(DWORD error, DWORD bytes, LPWSAOVERLAPPED overlapped, DWORD flags)
{
    (void)overlapped;
    (void)flags;
    told_error = error;
    told_bytes = bytes;
    InterlockedIncrement(&ran);
}

int main(void)
{
    SOCKET pair[2];
    OVERLAPPED overlapped;
    u_long value = 0;
    DWORD bytes = 7, seconds = 0;
    int len = sizeof seconds;
    start_winsock();
    tcp_pair(pair);
    require(send(pair[1], "abc", 3, 0) == 3 && becomes_ready(pair[0], 'r', 20000));

    overlapped = with_event();
    ok(WSAIoctl(pair[0], FIONREAD, NULL, 0, &value, sizeof value, &bytes, &overlapped, NULL) == 0 && value == 3, "FIONREAD");
    ok(ended(pair[0], &overlapped, &bytes) == 0 && bytes == sizeof value, "told by the event: %d", (int)bytes);

    memset(&overlapped, 0, sizeof overlapped);
    value = 7;
    ok(WSAIoctl(pair[0], SIOCATMARK, NULL, 0, &value, sizeof value, NULL, &overlapped, note) == 0 && ran == 0, "SIOCATMARK");
    ok(SleepEx(0, TRUE) == WAIT_IO_COMPLETION && ran == 1 && told_error == 0 && told_bytes == sizeof value, "its routine");

    value = 1;
    ok(WSAIoctl(pair[0], FIONBIO, &value, sizeof value, NULL, 0, NULL, &overlapped, note) == 0, "FIONBIO");
    ok(SleepEx(0, TRUE) == WAIT_IO_COMPLETION && ran == 2 && told_bytes == 0, "its routine");
    ok_fails(WSAIoctl(pair[0], FIONREAD, NULL, 0, &value, 1, NULL, &overlapped, note), WSAEFAULT);
    ok(SleepEx(0, TRUE) == 0 && ran == 2, "a refused call tells nobody");
    ok_fails(WSAIoctl(pair[0], FIONREAD, NULL, 0, &value, sizeof value, NULL, NULL, NULL), WSAEFAULT);
    ok_fails(WSAIoctl(INVALID_SOCKET, FIONREAD, NULL, 0, &value, sizeof value, NULL, &overlapped, NULL), WSAENOTSOCK);

    ok(getsockopt(pair[0], SOL_SOCKET, SO_CONNECT_TIME, (char *)&seconds, &len) == 0 && seconds < 60, "connected");
    ok(getsockopt(tcp_socket(), SOL_SOCKET, SO_CONNECT_TIME, (char *)&seconds, &len) == 0 && seconds == 0xFFFFFFFF, "not connected");
    ok_fails(getsockopt(udp_socket(), SOL_SOCKET, SO_CONNECT_TIME, (char *)&seconds, &len), WSAENOPROTOOPT);
    ok_fails(setsockopt(udp_socket(), SOL_SOCKET, SO_UPDATE_CONNECT_CONTEXT, NULL, 0), WSAENOPROTOOPT);
    ok_fails(setsockopt(pair[0], SOL_SOCKET, SO_UPDATE_ACCEPT_CONTEXT, NULL, 0), WSAEFAULT);
    ok_fails(setsockopt(INVALID_SOCKET, SOL_SOCKET, SO_UPDATE_CONNECT_CONTEXT, NULL, 0), WSAENOTSOCK);
    WSACleanup();
    return ok_done();
}
