/* The last WSACleanup cancels what is outstanding: after it there is nothing left to cancel. A task that had
 * written its answer by then posts its message, too. */
#include "async.h"

#define REQUESTS 100

static char buffers[REQUESTS][256];

int main(void)
{
    HWND window = answer_window();
    HANDLE tasks[REQUESTS];
    int i, answered = 0, expected = 0;
    MSG msg;
    start_winsock();
    for (i = 0; i < REQUESTS; i++) {
        tasks[i] = WSAAsyncGetProtoByName(window, WM_ANSWER, "tcp", buffers[i], sizeof buffers[i]);
        require(tasks[i] != 0);
    }
    require(WSACleanup() == 0);
    start_winsock();
    for (i = 0; i < REQUESTS; i++)
        ok_fails(WSACancelAsyncRequest(tasks[i]), WSAEALREADY);
    for (i = 0; i < REQUESTS; i++)
        expected += ((volatile struct protoent *)(void *)buffers[i])->p_name != NULL;
    while (answered < expected) {
        require(GetMessage(&msg, NULL, WM_ANSWER, WM_ANSWER) > 0);
        answered++;
    }
    WSACleanup();
    return ok_done();
}
