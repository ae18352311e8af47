/* Threads and events, and calls that block until another thread closes their socket. */
#ifndef THREAD_H
#define THREAD_H

#include "loopback.h"

static inline HANDLE new_event(void)
{
    HANDLE event = CreateEvent(NULL, TRUE, FALSE, NULL);
    require(event != NULL);
    return event;
}

static inline void set_event(HANDLE event)
{
    require(SetEvent(event));
}

static inline int signaled_within(HANDLE object, DWORD milliseconds)
{
    return WaitForSingleObject(object, milliseconds) == WAIT_OBJECT_0;
}

/* A function in a thread of its own. */
struct thread {
    HANDLE handle;
    void (*run)(void *);
    void *argument;
};

static inline DWORD WINAPI thread_main(LPVOID parameter)
{
    struct thread *thread = (struct thread *)parameter;
    thread->run(thread->argument);
    return 0;
}

static inline void start_thread(struct thread *thread, void (*run)(void *), void *argument)
{
    thread->run = run;
    thread->argument = argument;
    thread->handle = CreateThread(NULL, 0, thread_main, thread, 0, NULL);
    require(thread->handle != NULL);
}

/* Waits for the end of the thread. A thread that does not end ends the program, for it uses what would be freed. */
static inline void join_thread(struct thread *thread)
{
    require(signaled_within(thread->handle, 20000));
    CloseHandle(thread->handle);
}

/* A call in a thread of its own, with what it returned. */
struct blocked_call {
    int (*call)(SOCKET);
    SOCKET socket;
    HANDLE entering;
    int result;
    int error;
    struct thread thread;
};

static inline void blocked_call_main(void *parameter)
{
    struct blocked_call *blocked = (struct blocked_call *)parameter;
    set_event(blocked->entering);
    blocked->result = blocked->call(blocked->socket);
    blocked->error = blocked->result == SOCKET_ERROR ? WSAGetLastError() : 0;
}

static inline void start_blocked_call(struct blocked_call *blocked, int (*call)(SOCKET), SOCKET s)
{
    blocked->call = call;
    blocked->socket = s;
    blocked->entering = new_event();
    start_thread(&blocked->thread, blocked_call_main, blocked);
    require(signaled_within(blocked->entering, 20000));
}

/* Closes a socket while another thread is in `call` and gives the outcome of that call. No program can see whether
 * the thread has come as far as to block, so it is given time; a call that was late fails with WSAENOTSOCK and the next
 * round gives it more. */
static inline void close_during(SOCKET (*open)(void), int (*call)(SOCKET), struct blocked_call *outcome)
{
    DWORD pause;
    for (pause = 10; pause <= 640; pause *= 2) {
        double closed_at;
        SOCKET s = open();
        start_blocked_call(outcome, call, s);
        Sleep(pause);
        ok(closesocket(s) == 0, "closesocket succeeds while a call is blocked");
        closed_at = now_ms();
        join_thread(&outcome->thread);
        ok(now_ms() - closed_at < 2000, "the blocked call took %d ms to return", (int)(now_ms() - closed_at));
        CloseHandle(outcome->entering);
        if (outcome->result != SOCKET_ERROR || outcome->error != WSAENOTSOCK)
            return;
    }
}

/* The call fails with this error when its socket is closed under it. */
#define ok_close_ends(open, call, expected) \
    do { \
        struct blocked_call ok_outcome; \
        close_during(open, call, &ok_outcome); \
        ok(ok_outcome.result == SOCKET_ERROR && ok_outcome.error == (expected), \
           #call " in a closed socket gave %d, error %d, instead of " #expected, ok_outcome.result, ok_outcome.error); \
    } while (0)

#endif
