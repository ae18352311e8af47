/* Polls against closes, cancels, data and each other: every poll that is pending ends exactly once. */
#include "afd.h"

#define ROUNDS 300

static HANDLE device;
static SOCKET pair[2];
static struct poll polls[2];
static HANDLE go;

static void closes(void *unused)
{
    (void)unused;
    require(signaled_within(go, 20000));
    closesocket(pair[0]);
}

static void sends(void *unused)
{
    (void)unused;
    require(signaled_within(go, 20000));
    send(pair[1], "x", 1, 0);
}

static void cancels(void *unused)
{
    IO_STATUS_BLOCK block;
    NTSTATUS status;
    (void)unused;
    require(signaled_within(go, 20000));
    status = NtCancelIoFileEx(device, &polls[0].block, &block);
    ok(status == STATUS_SUCCESS || status == STATUS_NOT_FOUND, "cancel gave %08x", (unsigned)status);
}

int main(void)
{
    static void (*const deeds[3])(void *) = {closes, sends, cancels};
    HANDLE port;
    int round, i;
    start_winsock();
    device = afd_device_at_port(&port);
    for (round = 0; round < ROUNDS; round++) {
        struct thread threads[2];
        int begun = 0, seen[2] = {0, 0};
        struct poll *ended;
        tcp_pair(pair);
        go = new_event();
        for (i = 0; i < 2; i++)
            start_thread(&threads[i], deeds[(round + i) % 3], NULL);
        set_event(go);
        for (i = 0; i < 2; i++) {
            NTSTATUS status;
            ask(&polls[i], pair[0], AFD_POLL_RECEIVE | AFD_POLL_LOCAL_CLOSE, INT64_MAX);
            polls[i].info.Exclusive = (ULONG)(round % 2);
            status = submit(device, &polls[i]);
            ok(status == STATUS_PENDING || status == STATUS_SUCCESS || status == STATUS_INVALID_HANDLE, "%08x", (unsigned)status);
            begun += status != STATUS_INVALID_HANDLE;
        }
        for (i = 0; i < 2; i++)
            join_thread(&threads[i]);
        closesocket(pair[0]);
        for (i = 0; i < begun; i++) {
            ended = next_poll(port, 20000);
            require(ended == &polls[0] || ended == &polls[1]);
            seen[ended - polls]++;
            ok(ended->block.Status == STATUS_SUCCESS || ended->block.Status == STATUS_CANCELLED, "%08x", (unsigned)ended->block.Status);
        }
        ok(next_poll(port, 0) == NULL && seen[0] <= 1 && seen[1] <= 1, "once each");
        closesocket(pair[1]);
        CloseHandle(go);
    }
    CloseHandle(device);
    CloseHandle(port);
    return ok_done();
}
