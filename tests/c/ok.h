/* Checks for programs that show one behaviour each. A check that fails prints its place and the last error;
 * main ends with `return ok_done();`, whose exit code says whether any failed. */
#ifndef OK_H
#define OK_H

#ifdef OK_WINSOCK_1
#include <winsock.h>
#define OK_VERSION MAKEWORD(1, 1)
#else
#include <winsock2.h>
#include <ws2tcpip.h>
#define OK_VERSION MAKEWORD(2, 2)
#endif
#include <windows.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static volatile LONG ok_failures;

static inline void ok_report(const char *file, int line, const char *format, ...)
{
    int last_error = WSAGetLastError();
    va_list arguments;
    InterlockedIncrement(&ok_failures);
    printf("%s:%d: ", file, line);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf(" (last error %d)\n", last_error);
    fflush(stdout);
}

/* ok(condition, "what should hold", ...) */
#define ok(condition, ...) \
    do { \
        if (!(condition)) \
            ok_report(__FILE__, __LINE__, __VA_ARGS__); \
    } while (0)

static inline void ok_check_failure(const char *file, int line, const char *call, int result, int expected)
{
    int error = WSAGetLastError();
    if (result != SOCKET_ERROR)
        ok_report(file, line, "%s gave %d instead of error %d", call, result, expected);
    else if (error != expected)
        ok_report(file, line, "%s failed with %d instead of %d", call, error, expected);
}

/* The call returns SOCKET_ERROR (or INVALID_SOCKET) with this last error. */
#define ok_fails(call, expected) \
    do { \
        int ok_result; \
        WSASetLastError(0); \
        ok_result = (int)(call); \
        ok_check_failure(__FILE__, __LINE__, #call, ok_result, expected); \
    } while (0)

/* For steps that a program is not about: without them it cannot go on. */
#define require(condition) \
    do { \
        if (!(condition)) { \
            ok_report(__FILE__, __LINE__, "required: %s", #condition); \
            exit(1); \
        } \
    } while (0)

static inline void start_winsock(void)
{
    WSADATA data;
    require(WSAStartup(OK_VERSION, &data) == 0);
}

static inline int ok_done(void)
{
    return ok_failures > 0;
}

#endif
