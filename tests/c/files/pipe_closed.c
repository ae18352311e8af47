/* An end of a pipe is gone when its close returns, also while an operation on it is just going on elsewhere. */
#include "files.h"

#ifdef __cplusplus
extern "C"
#endif
int mkfifo(const char *name, unsigned mode);

enum { ROUNDS = 1000 };

static HANDLE end_of_pipe(DWORD access)
{
    HANDLE end = CreateFileA(file_name, access, 0, NULL, OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);
    require(end != INVALID_HANDLE_VALUE);
    return end;
}

/* Writes until the pipe is full or nobody reads; the code of that. */
static DWORD write_on(HANDLE writer, struct operation *write)
{
    static char page[4096];
    do
        clear_operation(write);
    while (WriteFile(writer, page, sizeof page, NULL, &write->overlapped));
    return GetLastError();
}

int main(void)
{
    int round, refused = 0, full = 0;
    volatile int pause;
    require(GetTempPathA(sizeof file_name, file_name) > 0);
    sprintf(file_name + strlen(file_name), "ows-closed.%lu", (unsigned long)GetCurrentProcessId());
    require(mkfifo(file_name, 0600) == 0);
    for (round = 0; round < ROUNDS; round++) {
        HANDLE port = new_port(0), reader = end_of_pipe(GENERIC_READ), writer = end_of_pipe(GENERIC_WRITE);
        struct operation read, write;
        struct packet packet;
        require(CreateIoCompletionPort(reader, port, 1, 0) == port);
        clear_operation(&read);
        ok_last(ReadFile(reader, read.bytes, 3, NULL, &read.overlapped), ERROR_IO_PENDING);
        clear_operation(&write);
        require(WriteFile(writer, "x", 1, NULL, &write.overlapped));
        for (pause = 0; pause < round % 200 * 200; pause++) {
        }
        require(CloseHandle(reader));
        clear_operation(&write);
        refused += !WriteFile(writer, "x", 1, NULL, &write.overlapped) && GetLastError() == ERROR_NO_DATA;
        packet = take_packet(port, 20000);
        require(packet.overlapped == &read.overlapped);
        require(packet.error == 0 || packet.error == ERROR_OPERATION_ABORTED);
        require(CloseHandle(writer) && CloseHandle(port));
    }
    ok(refused == ROUNDS, "the reader is gone in %d of %d", refused, (int)ROUNDS);
    for (round = 0; round < 20; round++) {
        HANDLE reader = end_of_pipe(GENERIC_READ), writer = end_of_pipe(GENERIC_WRITE);
        struct operation read, write;
        DWORD count;
        full += write_on(writer, &write) == ERROR_IO_PENDING;
        clear_operation(&read);
        require(begun(ReadFile(reader, read.bytes, 3, NULL, &read.overlapped)));
        require(CloseHandle(reader));
        ok(result_of(writer, &write.overlapped, &count) == ERROR_NO_DATA, "a write that waits ends");
        require(CloseHandle(writer));
    }
    ok(full == 20, "was full");
    DeleteFileA(file_name);
    return ok_done();
}
