/* Microsoft's <process.h>: threads of the C run time, and what becomes of the process. */
#ifndef _MSVCRT_PROCESS_H
#define _MSVCRT_PROCESS_H

#include <_msvcrt.h>
#include <stdint.h>
#include <stdlib.h>

_WS2_BEGIN_DECLS

/* The handle must be closed by CloseHandle; 0 with errno set when there is no thread. */
uintptr_t _beginthreadex(void *, unsigned, unsigned(__stdcall *)(void *), void *, unsigned, unsigned *)
    MSVCRT_SYMBOL(_beginthreadex);
/* The handle is closed when the thread ends; -1 with errno set when there is no thread. */
uintptr_t _beginthread(void(__cdecl *)(void *), unsigned, void *) MSVCRT_SYMBOL(_beginthread);
void _endthreadex(unsigned) MSVCRT_SYMBOL(_endthreadex) __attribute__((__noreturn__));
void _endthread(void) MSVCRT_SYMBOL(_endthread) __attribute__((__noreturn__));
typedef unsigned(__stdcall *_beginthreadex_proc_type)(void *);
typedef void(__cdecl *_beginthread_proc_type)(void *);

int _getpid(void) _MSVCRT_LIBC(getpid);
#ifndef _UNISTD_H
__pid_t getpid(void) __THROW;
#endif
void _exit(int) __attribute__((__noreturn__));
void _cexit(void) MSVCRT_SYMBOL(_cexit);
intptr_t _execv(const char *, const char *const *) _MSVCRT_LIBC(execv);
intptr_t _execvp(const char *, const char *const *) _MSVCRT_LIBC(execvp);
intptr_t _execve(const char *, const char *const *, const char *const *) _MSVCRT_LIBC(execve);
intptr_t _execl(const char *, const char *, ...) _MSVCRT_LIBC(execl);
intptr_t _execlp(const char *, const char *, ...) _MSVCRT_LIBC(execlp);

_WS2_END_DECLS

#define _P_WAIT 0
#define _P_NOWAIT 1
#define _P_OVERLAY 2
#define _P_NOWAITO 3
#define _P_DETACH 4

#endif
