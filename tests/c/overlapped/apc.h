/* APCs that other threads queue to a thread which is blocked in a Winsock call. */
#ifndef APC_H
#define APC_H

#include "overlapped.h"

/* A thread of the test, and what its APCs did. */
struct alerted {
    HANDLE thread;
    HANDLE ran; /* set by each APC */
    volatile LONG count;
    DWORD id;          /* of the thread in which the last APC ran */
    void (*act)(void *); /* what an APC does besides, or NULL */
    void *argument;
};

static inline void be_alerted(struct alerted *alerted)
{
    memset(alerted, 0, sizeof *alerted);
    require(DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &alerted->thread, 0, FALSE,
                            DUPLICATE_SAME_ACCESS));
    alerted->ran = CreateEvent(NULL, FALSE, FALSE, NULL);
    require(alerted->ran != NULL);
}

static inline void CALLBACK note_apc(ULONG_PTR parameter)
{
    struct alerted *alerted = (struct alerted *)parameter;
    alerted->id = GetCurrentThreadId();
    InterlockedIncrement(&alerted->count);
    if (alerted->act != NULL)
        alerted->act(alerted->argument);
    SetEvent(alerted->ran);
}

static inline void queue_apc(struct alerted *alerted)
{
    require(QueueUserAPC(note_apc, alerted->thread, (ULONG_PTR)alerted) != 0);
}

/* Queues so many APCs, each after the one before has run, then calls `finish`. An APC that does not run within 20 s
 * ends the program. */
struct alerter {
    struct alerted *alerted;
    int rounds;
    DWORD pause; /* before each: the thread should be blocked by then, but nothing depends on it */
    void (*finish)(void *);
    void *argument;
    struct thread thread;
};

static inline void alert(void *parameter)
{
    struct alerter *alerter = (struct alerter *)parameter;
    int round;
    for (round = 0; round < alerter->rounds; round++) {
        Sleep(alerter->pause);
        queue_apc(alerter->alerted);
        require(signaled_within(alerter->alerted->ran, 20000));
    }
    if (alerter->finish != NULL)
        alerter->finish(alerter->argument);
}

static inline void start_alerter(struct alerter *alerter, struct alerted *alerted, int rounds, DWORD pause,
                                 void (*finish)(void *), void *argument)
{
    alerter->alerted = alerted;
    alerter->rounds = rounds;
    alerter->pause = pause;
    alerter->finish = finish;
    alerter->argument = argument;
    start_thread(&alerter->thread, alert, alerter);
}

#define ok_alerted(alerted, times) \
    ok((alerted)->count == (times) && (alerted)->id == GetCurrentThreadId(), "%d APCs ran, in thread %d", \
       (int)(alerted)->count, (int)(alerted)->id)

#endif
