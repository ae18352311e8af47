/* The device under Windows Sockets, by its functions in ntdll: handles, and polls of sockets. */
#ifndef AFD_H
#define AFD_H

#define WIN32_NO_STATUS
#include <winsock2.h>
#undef WIN32_NO_STATUS
#include <ntstatus.h>
#include "../thread.h"
#include <winternl.h>
#include <ntifs.h>
#include <stdint.h>

#define IOCTL_AFD_POLL 0x00012024

#define AFD_POLL_RECEIVE 0x0001
#define AFD_POLL_RECEIVE_EXPEDITED 0x0002
#define AFD_POLL_SEND 0x0004
#define AFD_POLL_DISCONNECT 0x0008
#define AFD_POLL_ABORT 0x0010
#define AFD_POLL_LOCAL_CLOSE 0x0020
#define AFD_POLL_CONNECT 0x0040
#define AFD_POLL_ACCEPT 0x0080
#define AFD_POLL_CONNECT_FAIL 0x0100
#define AFD_POLL_ALL 0x01FF

typedef struct {
    HANDLE Handle;
    ULONG Events;
    NTSTATUS Status;
} AFD_POLL_HANDLE_INFO;

#define AFD_MOST 8

typedef struct {
    LARGE_INTEGER Timeout;
    ULONG NumberOfHandles;
    ULONG Exclusive;
    AFD_POLL_HANDLE_INFO Handles[AFD_MOST];
} AFD_POLL_INFO;

#define AFD_INFO_SIZE(count) (16 + 16 * (ULONG)(count))

/* A poll with all that it needs until it ends. */
struct poll {
    IO_STATUS_BLOCK block;
    AFD_POLL_INFO info;
};

static inline NTSTATUS open_device(const wchar_t *path, ULONG options, HANDLE *device)
{
    UNICODE_STRING name;
    OBJECT_ATTRIBUTES attributes;
    IO_STATUS_BLOCK block;
    RtlInitUnicodeString(&name, (PCWSTR)path);
    InitializeObjectAttributes(&attributes, &name, 0, NULL, NULL);
    return NtCreateFile(device, SYNCHRONIZE, &attributes, &block, NULL, 0, FILE_SHARE_READ | FILE_SHARE_WRITE, FILE_OPEN, options, NULL, 0);
}

static inline HANDLE afd_device(void)
{
    HANDLE device = NULL;
    require(open_device(L"\\Device\\Afd\\Test", 0, &device) == STATUS_SUCCESS);
    return device;
}

/* A device handle at a port of its own. */
static inline HANDLE afd_device_at_port(HANDLE *port)
{
    HANDLE device = afd_device();
    *port = CreateIoCompletionPort(device, NULL, 77, 0);
    require(*port != NULL);
    return device;
}

static inline void ask(struct poll *poll, SOCKET s, ULONG events, LONGLONG timeout)
{
    memset(poll, 0xEE, sizeof *poll);
    poll->info.Timeout.QuadPart = timeout;
    poll->info.NumberOfHandles = 1;
    poll->info.Exclusive = FALSE;
    poll->info.Handles[0].Handle = (HANDLE)s;
    poll->info.Handles[0].Events = events;
    poll->info.Handles[0].Status = 0;
}

static inline void ask_also(struct poll *poll, SOCKET s, ULONG events)
{
    AFD_POLL_HANDLE_INFO *entry = &poll->info.Handles[poll->info.NumberOfHandles++];
    entry->Handle = (HANDLE)s;
    entry->Events = events;
    entry->Status = 0;
}

static inline NTSTATUS submit_with(HANDLE device, HANDLE event, PIO_APC_ROUTINE routine, void *context, struct poll *poll)
{
    ULONG size = AFD_INFO_SIZE(poll->info.NumberOfHandles);
    return NtDeviceIoControlFile(device, event, routine, context, &poll->block, IOCTL_AFD_POLL, &poll->info, size, &poll->info, size);
}

static inline NTSTATUS submit(HANDLE device, struct poll *poll)
{
    return submit_with(device, NULL, NULL, poll, poll);
}

/* The events of a socket at this moment. */
static inline ULONG events_now(SOCKET s, ULONG events)
{
    HANDLE device = afd_device();
    struct poll poll;
    NTSTATUS status;
    ask(&poll, s, events, 0);
    status = submit_with(device, NULL, NULL, NULL, &poll);
    ok(status == STATUS_SUCCESS || status == STATUS_TIMEOUT, "a poll without time gave %08x", (unsigned)status);
    ok(poll.info.NumberOfHandles == (status == STATUS_SUCCESS ? 1u : 0u), "%u handles", (unsigned)poll.info.NumberOfHandles);
    require(CloseHandle(device));
    return status == STATUS_SUCCESS ? poll.info.Handles[0].Events : 0;
}

/* Waits until the socket has all of these events, asked one after the other. */
static inline void wait_for_events(SOCKET s, ULONG events)
{
    ULONG event;
    for (event = 1; event <= AFD_POLL_ALL; event *= 2) {
        HANDLE device, done;
        struct poll poll;
        NTSTATUS status;
        if (!(events & event))
            continue;
        device = afd_device();
        done = new_event();
        ask(&poll, s, event, INT64_MAX);
        status = submit_with(device, done, NULL, NULL, &poll);
        require(status == STATUS_SUCCESS || status == STATUS_PENDING);
        require(signaled_within(done, 20000));
        ok(poll.block.Status == STATUS_SUCCESS, "the poll ended with %08x", (unsigned)poll.block.Status);
        ok(poll.info.NumberOfHandles == 1 && poll.info.Handles[0].Events == event, "%x instead of %x",
           (unsigned)poll.info.Handles[0].Events, (unsigned)event);
        CloseHandle(done);
        CloseHandle(device);
    }
}

/* The next packet of a port: the poll it belongs to, or NULL when none comes in time. */
static inline struct poll *next_poll(HANDLE port, DWORD milliseconds)
{
    OVERLAPPED_ENTRY entry;
    ULONG count = 0;
    if (!GetQueuedCompletionStatusEx(port, &entry, 1, &count, milliseconds, FALSE))
        return NULL;
    ok(entry.lpCompletionKey == 77, "key %d", (int)entry.lpCompletionKey);
    return (struct poll *)entry.lpOverlapped;
}

/* The poll has come to its port with this status. */
#define ok_ends(port, ended, status) \
    do { \
        struct poll *ok_poll = next_poll(port, 20000); \
        ok(ok_poll == (ended), "packet of %p instead of %p", (void *)ok_poll, (void *)(ended)); \
        ok((ended)->block.Status == (status), "it ended with %08x", (unsigned)(ended)->block.Status); \
    } while (0)

#endif
