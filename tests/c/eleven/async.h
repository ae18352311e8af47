/* Requests that are answered by a message to an invisible window. */
#ifndef ASYNC_H
#define ASYNC_H

#include "eleven.h"

#define WM_ANSWER (WM_USER + 1)

static inline HWND answer_window(void)
{
    static WNDCLASSA class_of_window;
    HWND window;
    class_of_window.lpfnWndProc = DefWindowProcA;
    class_of_window.lpszClassName = "answers";
    require(RegisterClassA(&class_of_window) != 0);
    window = CreateWindowExA(0, "answers", "", 0, 0, 0, 0, 0, HWND_MESSAGE, NULL, NULL, NULL);
    require(window != NULL);
    return window;
}

/* The answer to a task: its lParam. */
static inline LPARAM answer_to(HANDLE task)
{
    MSG msg;
    require(task != 0);
    require(GetMessage(&msg, NULL, WM_ANSWER, WM_ANSWER) > 0);
    ok(msg.wParam == (WPARAM)task, "the answer is to task %d, not %d", (int)msg.wParam, (int)(WPARAM)task);
    return msg.lParam;
}

#define ok_answer(task, expected) \
    do { \
        LPARAM ok_lparam = answer_to(task); \
        ok(WSAGETASYNCERROR(ok_lparam) == (expected), #task " gave error %d", (int)WSAGETASYNCERROR(ok_lparam)); \
    } while (0)

#define ok_not_begun(call, expected) \
    do { \
        WSASetLastError(0); \
        ok((call) == 0 && WSAGetLastError() == (expected), #call " begins with error %d", WSAGetLastError()); \
    } while (0)

/* Whether a pointer leads into a buffer. */
#define ok_inside(pointer, buffer) \
    ok((const char *)(pointer) >= (buffer) && (const char *)(pointer) < (buffer) + sizeof(buffer), #pointer " is in the buffer")

#endif
