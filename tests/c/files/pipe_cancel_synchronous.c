/* CancelSynchronousIo ends a synchronous read or write of a pipe; APCs neither run in it nor end it. */
#include "files.h"

#ifdef __cplusplus
extern "C"
#endif
int mkfifo(const char *name, unsigned mode);

#define LEN (1 << 20)
static char large[LEN], back[LEN];

struct transfer {
    HANDLE pipe;
    int writes;
    BOOL result;
    DWORD error, count;
    LONG apcs_inside;
    HANDLE entering;
    struct thread thread;
};

static volatile LONG apcs;

static void CALLBACK count_apc(ULONG_PTR parameter)
{
    (void)parameter;
    InterlockedIncrement(&apcs);
}

static void run(void *argument)
{
    struct transfer *transfer = (struct transfer *)argument;
    char byte;
    LONG before = current(&apcs);
    SetEvent(transfer->entering);
    transfer->result = transfer->writes ? WriteFile(transfer->pipe, large, LEN, &transfer->count, NULL)
                                        : ReadFile(transfer->pipe, &byte, 1, &transfer->count, NULL);
    transfer->error = transfer->result ? 0 : GetLastError();
    transfer->apcs_inside = current(&apcs) - before;
    SleepEx(0, TRUE);
}

static void start(struct transfer *transfer, HANDLE pipe, int writes)
{
    memset(transfer, 0, sizeof *transfer);
    transfer->pipe = pipe;
    transfer->writes = writes;
    transfer->entering = new_event();
    start_thread(&transfer->thread, run, transfer);
}

static void end(struct transfer *transfer)
{
    join_thread(&transfer->thread);
    CloseHandle(transfer->entering);
}

static void cancel(struct transfer *transfer)
{
    while (!CancelSynchronousIo(transfer->thread.handle)) {
        require(GetLastError() == ERROR_NOT_FOUND);
        Sleep(1);
    }
    end(transfer);
}

int main(void)
{
    HANDLE reader, writer, disk;
    struct transfer transfer;
    DWORD count, taken = 0;
    int i;
    require(GetTempPathA(sizeof file_name, file_name) > 0);
    sprintf(file_name + strlen(file_name), "ows-cancel.%lu", (unsigned long)GetCurrentProcessId());
    require(mkfifo(file_name, 0600) == 0);
    reader = CreateFileA(file_name, GENERIC_READ, 0, NULL, OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);
    writer = CreateFileA(file_name, GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    require(reader != INVALID_HANDLE_VALUE && writer != INVALID_HANDLE_VALUE && CloseHandle(reader));
    reader = CreateFileA(file_name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    require(reader != INVALID_HANDLE_VALUE);

    for (i = 0; i < 50; i++) {
        start(&transfer, reader, 0);
        cancel(&transfer);
        ok(!transfer.result && transfer.error == ERROR_OPERATION_ABORTED && transfer.count == 0,
           "the read gave %d, error %d", (int)transfer.result, (int)transfer.error);
    }

    start(&transfer, reader, 0);
    require(signaled_within(transfer.entering, 20000));
    for (i = 0; i < 20; i++) {
        require(QueueUserAPC(count_apc, transfer.thread.handle, 0));
        Sleep(1);
    }
    ok(!signaled_within(transfer.thread.handle, 0), "APCs do not end a read");
    require(WriteFile(writer, "x", 1, &count, NULL));
    end(&transfer);
    ok(transfer.result && transfer.count == 1 && transfer.apcs_inside == 0, "the read goes on");
    ok(current(&apcs) == 20, "APCs run in the next alertable wait: %d", (int)current(&apcs));

    write_pattern(large, LEN, 0);
    start(&transfer, writer, 1);
    cancel(&transfer);
    ok(transfer.count < LEN && (transfer.count == 0 ? transfer.error == ERROR_OPERATION_ABORTED : transfer.result),
       "the write gave %d, error %d, %lu bytes", (int)transfer.result, (int)transfer.error,
       (unsigned long)transfer.count);
    while (taken < transfer.count) {
        require(ReadFile(reader, back + taken, LEN - taken, &count, NULL) && count > 0);
        taken += count;
    }
    ok(taken == transfer.count && memcmp(back, large, taken) == 0, "what was written is there");

    ok(CloseHandle(reader) && CloseHandle(writer) && DeleteFileA(file_name), "closed");
    disk = new_file(0);
    ok(WriteFile(disk, "x", 1, &count, NULL) && count == 1, "a disk file");
    ok_last(CancelSynchronousIo(GetCurrentThread()), ERROR_NOT_FOUND);
    close_file(disk);
    return ok_done();
}
