/* Programs of Winsock 1.1: winsock.h alone, version 1.1 negotiated, blocking hooks. */
#ifndef ELEVEN_H
#define ELEVEN_H

#define OK_WINSOCK_1
#include "../thread.h"

typedef BOOL(CALLBACK *blocking_hook)(void);

/* By way of the one function type that compilers let every other pass through. */
static inline FARPROC hook_address(blocking_hook hook)
{
    return (FARPROC)(void (*)(void))hook;
}

static inline void set_hook(blocking_hook hook)
{
    require(WSASetBlockingHook(hook_address(hook)) != NULL);
}

/* A hook that cancels the call in progress when it is asked for the third time. */
static int asked;

static inline BOOL CALLBACK cancelling_hook(void)
{
    ok(WSAIsBlocking(), "a call is in progress");
    if (++asked == 3)
        ok(WSACancelBlockingCall() == 0, "it is cancelled");
    return FALSE;
}

/* The call blocks, asks the hook and ends as the hook wants. */
#define ok_cancelled(call) \
    do { \
        set_hook(cancelling_hook); \
        asked = 0; \
        ok_fails(call, WSAEINTR); \
        ok(asked == 3, #call " asked the hook %d times", asked); \
        ok(!WSAIsBlocking(), "nothing is in progress any more"); \
        require(WSAUnhookBlockingHook() == 0); \
    } while (0)

/* Another thread's answer to a blocking call, which comes when the hook asks for it. */
struct answer {
    SOCKET socket;
    HANDLE wanted;
    struct thread thread;
};

static inline void answer_main(void *parameter)
{
    struct answer *answer = (struct answer *)parameter;
    require(signaled_within(answer->wanted, 20000));
    ok(send(answer->socket, "x", 1, 0) == 1, "another thread may send meanwhile");
}

static inline void prepare_answer(struct answer *answer, SOCKET s)
{
    answer->socket = s;
    answer->wanted = new_event();
    start_thread(&answer->thread, answer_main, answer);
}

static inline void finish_answer(struct answer *answer)
{
    join_thread(&answer->thread);
    CloseHandle(answer->wanted);
}

/* A listener that answers no connect any more, and its address. */
static inline SOCKET silent_listener(struct sockaddr_in *address)
{
    SOCKET s, listener = bound(tcp_socket());
    int count = 0;
    require(listen(listener, 1) == 0);
    *address = local_address(listener);
    do {
        require(count++ < 64);
        s = tcp_socket();
        set_nonblocking(s, 1);
        ok_fails(connect(s, (struct sockaddr *)address, sizeof *address), WSAEWOULDBLOCK);
    } while (becomes_ready(s, 'w', 200));
    return listener;
}

#endif
