/* WSACancelAsyncRequest either succeeds, and then no message comes and the buffer stays as it is, or fails with
 * WSAEALREADY, and then the message comes or has come. It cannot be cancelled twice; what was never given is WSAEINVAL. */
#include "async.h"

#define REQUESTS 200

struct request {
    HANDLE task;
    int cancelled;
    int answered;
    char buffer[256];
};

static struct request requests[REQUESTS];

static struct request *request_of(WPARAM task)
{
    int i;
    for (i = 0; i < REQUESTS; i++)
        if ((WPARAM)requests[i].task == task)
            return &requests[i];
    return NULL;
}

static void begin_and_cancel(HWND window, struct request *request, int cancel)
{
    request->task = WSAAsyncGetHostByName(window, WM_ANSWER, "127.0.0.1", request->buffer, sizeof request->buffer);
    require(request->task != 0);
    if (!cancel)
        return;
    request->cancelled = WSACancelAsyncRequest(request->task) == 0;
    ok(request->cancelled || WSAGetLastError() == WSAEALREADY, "WSACancelAsyncRequest");
    ok_fails(WSACancelAsyncRequest(request->task), WSAEALREADY);
}

int main(void)
{
    HWND window = answer_window();
    int i, j, expected = 0, untouched;
    start_winsock();
    memset(requests, 0, sizeof requests);
    ok_fails(WSACancelAsyncRequest(NULL), WSAEINVAL);
    for (i = 0; i < REQUESTS; i++) {
        begin_and_cancel(window, &requests[i], i % 2);
        expected += !requests[i].cancelled;
    }
    for (i = 0; i < expected; i++) {
        MSG msg;
        struct request *request;
        require(GetMessage(&msg, NULL, WM_ANSWER, WM_ANSWER) > 0);
        request = request_of(msg.wParam);
        require(request != NULL);
        ok(!request->cancelled && ++request->answered == 1, "answered once, and not after it was cancelled");
        ok(WSAGETASYNCERROR(msg.lParam) == 0, "found");
    }
    for (i = 0; i < REQUESTS; i++) {
        ok(requests[i].cancelled != requests[i].answered, "cancelled or answered");
        for (j = 0, untouched = 1; j < (int)sizeof requests[i].buffer; j++)
            untouched &= requests[i].buffer[j] == 0;
        ok(untouched == requests[i].cancelled, "the buffer of a cancelled request is not touched, others are");
        for (j = 0; j < i; j++)
            ok(requests[j].task != requests[i].task, "each has a handle of its own");
        ok_fails(WSACancelAsyncRequest(requests[i].task), WSAEALREADY);
    }
    ok_fails(WSACancelAsyncRequest((HANDLE)(DWORD_PTR)0x7ffffffd), WSAEINVAL);
    WSACleanup();
    return ok_done();
}
