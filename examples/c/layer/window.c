/* WSAAsyncSelect. The provider below would name its own handle in the messages, so it sends them to a hidden window of the
 * layer, in a thread of its own, and they are posted on with the program's handle. */
#include "layer.h"

#ifndef LAYER_IFS
#define DIGIT_(number) #number
#define DIGIT(number) DIGIT_(number)
#define CLASS_NAME L"layer" DIGIT(LAYER_NUMBER)
#define FLUSH WM_USER
#define MOST_SELECTIONS (0xc000 - WM_USER - 1)

static SRWLOCK hidden_lock = SRWLOCK_INIT;
static HANDLE pump;
static DWORD pump_id;
static HWND hidden;
static LONG selections;

static DWORD WINAPI pump_messages(LPVOID started)
{
    WNDCLASSW window_class;
    MSG message;
    memset(&window_class, 0, sizeof window_class);
    window_class.lpfnWndProc = DefWindowProcW;
    window_class.lpszClassName = CLASS_NAME;
    RegisterClassW(&window_class);
    hidden = CreateWindowExW(0, CLASS_NAME, L"", 0, 0, 0, 0, 0, HWND_MESSAGE, NULL, NULL, NULL);
    SetEvent((HANDLE)started);
    while (hidden && GetMessageW(&message, NULL, 0, 0) > 0) {
        if (message.hwnd == hidden && message.message == FLUSH) {
            SetEvent((HANDLE)message.wParam);
            continue;
        }
        /* A socket that is closed, or that selects under another number by now, is not found. */
        layer_socket *socket =
            message.hwnd == hidden ? find_by_message((SOCKET)message.wParam, message.message) : NULL;
        if (!socket)
            continue;
        upcalls.lpWPUPostMessage(socket->window, socket->message, (WPARAM)socket->upper, message.lParam);
        release(socket);
    }
    if (hidden)
        DestroyWindow(hidden);
    UnregisterClassW(CLASS_NAME, NULL);
    return 0;
}

static HWND hidden_window(LPINT error)
{
    AcquireSRWLockExclusive(&hidden_lock);
    if (!pump) {
        HANDLE started = CreateEventW(NULL, TRUE, FALSE, NULL);
        pump = started ? CreateThread(NULL, 0, pump_messages, started, 0, &pump_id) : NULL;
        if (pump)
            WaitForSingleObject(started, INFINITE);
        CloseHandle(started);
    }
    ReleaseSRWLockExclusive(&hidden_lock);
    if (!hidden)
        *error = WSAENOBUFS;
    return hidden;
}

/* Waits until everything that was sent to the hidden window is posted on. */
void flush_messages(const layer_socket *socket)
{
    HANDLE flushed;
    if (!socket->message_below)
        return;
    flushed = CreateEventW(NULL, TRUE, FALSE, NULL);
    if (flushed && PostMessageW(hidden, FLUSH, (WPARAM)flushed, 0))
        WaitForSingleObject(flushed, INFINITE);
    CloseHandle(flushed);
}

void stop_messages(void)
{
    if (!pump)
        return;
    PostThreadMessageW(pump_id, WM_QUIT, 0, 0);
    WaitForSingleObject(pump, INFINITE);
    CloseHandle(pump);
    pump = NULL;
    hidden = NULL;
}

/* Each selection has a message number of its own below, so that messages of an earlier one are known by it. */
int select_messages(layer_socket *socket, HWND window, UINT message, int events, LPINT error)
{
    HWND own = hidden_window(error);
    if (!own)
        return SOCKET_ERROR;
    if (events && !IsWindow(window)) {
        *error = WSAEINVAL;
        return SOCKET_ERROR;
    }
    socket->message_below = 0;
    socket->window = window;
    socket->message = message;
    socket->events = events;
    socket->message_below = FLUSH + 1 + (UINT)InterlockedIncrement(&selections) % MOST_SELECTIONS;
    return socket->of->below->table.lpWSPAsyncSelect(socket->lower, own, socket->message_below, events, error);
}

/* An accepted socket selects what its listener does. Below it has inherited the listener's number too, which nobody
 * knows it by; with one of its own everything that holds by now is posted anew. */
void inherit_messages(layer_socket *listener, SOCKET accepted)
{
    int ignored;
    layer_socket *socket = listener->events ? acquire(accepted, &ignored) : NULL;
    if (!socket)
        return;
    select_messages(socket, listener->window, listener->message, listener->events, &ignored);
    release(socket);
}
#endif
