/* What the programs about windows share: a class, windows of it, and a record of the messages they get. */
#ifndef WINDOW_H
#define WINDOW_H

#include "../thread.h"

/* The call returns FALSE, NULL, -1 … with this last error. */
#define ok_call_fails(call, failure, expected) \
    do { \
        SetLastError(0xdead); \
        ok((call) == (failure), #call " fails"); \
        ok(GetLastError() == (DWORD)(expected), #call " gave error %lu instead of " #expected, \
           (unsigned long)GetLastError()); \
    } while (0)

/* The messages that windows got, in order. */
static UINT seen[256];
static HWND seen_by[256];
static int seen_count;

static inline LRESULT CALLBACK recording_procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    if (seen_count < 256) {
        seen[seen_count] = message;
        seen_by[seen_count++] = window;
    }
    return DefWindowProcA(window, message, wparam, lparam);
}

static inline ATOM register_class(const char *name, WNDPROC procedure)
{
    WNDCLASSA definition;
    ATOM atom;
    memset(&definition, 0, sizeof definition);
    definition.lpfnWndProc = procedure;
    definition.lpszClassName = name;
    definition.hInstance = GetModuleHandleA(NULL);
    atom = RegisterClassA(&definition);
    require(atom != 0);
    return atom;
}

static inline HWND new_window(const char *class_name, HWND parent)
{
    HWND window = CreateWindowExA(0, class_name, "text", parent != NULL && parent != HWND_MESSAGE ? WS_CHILD : 0, 0, 0, 10,
                                  10, parent, NULL, GetModuleHandleA(NULL), NULL);
    require(window != NULL);
    return window;
}

/* A window for messages only, of a class of its own. */
static inline HWND message_window(WNDPROC procedure)
{
    static int classes;
    char name[32];
    sprintf(name, "tests.%d", ++classes);
    register_class(name, procedure);
    return new_window(name, HWND_MESSAGE);
}

/* Takes a posted message that has to be there. */
static inline MSG take(void)
{
    MSG message;
    memset(&message, 0, sizeof message);
    require(PeekMessageA(&message, NULL, 0, 0, PM_REMOVE));
    return message;
}

static inline int queue_is_empty(void)
{
    MSG message;
    return !PeekMessageA(&message, NULL, 0, 0, PM_NOREMOVE);
}

/* A thread with a window for messages only, which runs a message loop until it gets WM_QUIT. */
struct pump {
    HWND window;
    DWORD id;
    HANDLE ready;
    WPARAM exit_code;
    struct thread thread;
};

static inline void pump_main(void *argument)
{
    struct pump *pump = (struct pump *)argument;
    MSG message;
    pump->window = new_window("pump", HWND_MESSAGE);
    pump->id = GetCurrentThreadId();
    set_event(pump->ready);
    while (GetMessageA(&message, NULL, 0, 0) > 0)
        DispatchMessageA(&message);
    pump->exit_code = message.wParam;
}

static inline void start_pump(struct pump *pump, WNDPROC procedure)
{
    static int registered;
    if (!registered++)
        register_class("pump", procedure);
    pump->ready = new_event();
    start_thread(&pump->thread, pump_main, pump);
    require(signaled_within(pump->ready, 20000));
}

static inline void end_pump(struct pump *pump)
{
    require(PostThreadMessageA(pump->id, WM_QUIT, 7, 0));
    join_thread(&pump->thread);
    CloseHandle(pump->ready);
}

#endif
