/* Too small a buffer: the message has WSAENOBUFS and the room that is needed, and nothing is written. That room is enough. */
#include "async.h"

int main(void)
{
    static char buffer[MAXGETHOSTSTRUCT], before[MAXGETHOSTSTRUCT];
    struct hostent *host = (struct hostent *)(void *)buffer;
    HWND window = answer_window();
    LPARAM answer;
    int needed, len;
    start_winsock();
    memset(before, 0x55, sizeof before);
    memset(buffer, 0x55, sizeof buffer);
    answer = answer_to(WSAAsyncGetHostByName(window, WM_ANSWER, "127.0.0.1", buffer, 0));
    needed = WSAGETASYNCBUFLEN(answer);
    ok(WSAGETASYNCERROR(answer) == WSAENOBUFS && needed > (int)sizeof *host && needed < MAXGETHOSTSTRUCT, "%d bytes are needed", needed);
    for (len = -1; len < needed; len += needed / 4) {
        answer = answer_to(WSAAsyncGetHostByName(window, WM_ANSWER, "127.0.0.1", buffer, len));
        ok(WSAGETASYNCERROR(answer) == WSAENOBUFS && WSAGETASYNCBUFLEN(answer) == needed, "%d bytes are too few", len);
    }
    ok_answer(WSAAsyncGetHostByName(window, WM_ANSWER, "127.0.0.1", buffer, needed - 1), WSAENOBUFS);
    ok(memcmp(buffer, before, sizeof buffer) == 0, "nothing was written");
    ok_answer(WSAAsyncGetHostByName(window, WM_ANSWER, "127.0.0.1", buffer, needed), 0);
    ok(memcmp(buffer + needed, before, sizeof buffer - needed) == 0, "nothing was written behind it");
    ok(strcmp(host->h_name, "127.0.0.1") == 0, "%s", host->h_name);
    WSACleanup();
    return ok_done();
}
