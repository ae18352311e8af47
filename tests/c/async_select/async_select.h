/* Messages of network events: waiting for one, and what must not come. */
#ifndef ASYNC_SELECT_H
#define ASYNC_SELECT_H

#include "../events.h"
#include "../window/window.h"

#define WM_SOCKET (WM_USER + 1)

/* Takes the next message, waiting for it. */
static inline int message_comes(MSG *message, DWORD milliseconds)
{
    while (!PeekMessageA(message, NULL, WM_USER, WM_USER + 100, PM_REMOVE))
        if (MsgWaitForMultipleObjects(0, NULL, FALSE, milliseconds, QS_ALLINPUT) != WAIT_OBJECT_0)
            return 0;
    return 1;
}

/* The next message is of this socket, event and error. */
#define ok_message(window, s, event, error) \
    do { \
        MSG ok_message; \
        if (!message_comes(&ok_message, COMES_WITHIN)) { \
            ok(0, "a message of " #event " comes"); \
            break; \
        } \
        ok(ok_message.hwnd == (window) && ok_message.message == WM_SOCKET, "message %u to the window", \
           ok_message.message); \
        ok(ok_message.wParam == (WPARAM)(s), "wParam is the socket"); \
        ok(WSAGETSELECTEVENT(ok_message.lParam) == (event), "event 0x%x instead of " #event, \
           (unsigned)WSAGETSELECTEVENT(ok_message.lParam)); \
        ok(WSAGETSELECTERROR(ok_message.lParam) == (error), "error %u instead of " #error, \
           (unsigned)WSAGETSELECTERROR(ok_message.lParam)); \
    } while (0)

#define ok_no_message() \
    do { \
        MSG ok_message; \
        if (message_comes(&ok_message, STAYS_AWAY)) \
            ok(0, "no message instead of 0x%x", (unsigned)ok_message.lParam); \
    } while (0)

#endif
