/* The end of a thread cancels the reads and writes of pipes it began, except those on handles with a completion port. */
#include "files.h"

#ifdef __cplusplus
extern "C"
#endif
int mkfifo(const char *name, unsigned mode);

static char large[1 << 20];
static HANDLE reader, writer, with_port, disk;
static struct operation read_of_thread, polled, write_of_thread, of_port, of_disk, of_main;

static HANDLE end_of_pipe(DWORD access)
{
    HANDLE end = CreateFileA(file_name, access, 0, NULL, OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);
    require(end != INVALID_HANDLE_VALUE);
    return end;
}

static void pend_read(HANDLE pipe, struct operation *operation)
{
    ok_last(ReadFile(pipe, operation->bytes, 4, NULL, &operation->overlapped), ERROR_IO_PENDING);
}

static DWORD WINAPI begin_and_exit(LPVOID unused)
{
    (void)unused;
    pend_read(reader, &read_of_thread);
    pend_read(reader, &polled);
    ok_last(WriteFile(writer, large, sizeof large, NULL, &write_of_thread.overlapped), ERROR_IO_PENDING);
    pend_read(with_port, &of_port);
    require(begun(WriteFile(disk, "disk", 4, NULL, &of_disk.overlapped)));
    ExitThread(3);
    return 0;
}

static void ok_cancelled(HANDLE file, struct operation *operation)
{
    DWORD count;
    ok(HasOverlappedIoCompleted(&operation->overlapped), "it has ended with its thread");
    ok(result_of(file, &operation->overlapped, &count) == ERROR_OPERATION_ABORTED, "cancelled");
}

int main(void)
{
    HANDLE port = new_port(0), thread, to_reader, from_writer;
    char pipes[3][MAX_PATH];
    DWORD count;
    int i;
    disk = new_file(FILE_FLAG_OVERLAPPED);
    for (i = 0; i < 3; i++) {
        sprintf(pipes[i], "%s.%d", file_name, i);
        require(mkfifo(pipes[i], 0600) == 0);
    }
    CloseHandle(disk);
    strcpy(large, file_name);
    disk = CreateFileA(large, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);
    strcpy(file_name, pipes[0]);
    reader = end_of_pipe(GENERIC_READ);
    to_reader = end_of_pipe(GENERIC_WRITE);
    strcpy(file_name, pipes[1]);
    from_writer = end_of_pipe(GENERIC_READ);
    writer = end_of_pipe(GENERIC_WRITE);
    strcpy(file_name, pipes[2]);
    with_port = end_of_pipe(GENERIC_READ | GENERIC_WRITE);
    require(CreateIoCompletionPort(with_port, port, 1, 0) == port);
    clear_operation(&read_of_thread);
    clear_operation(&polled);
    clear_operation(&write_of_thread);
    clear_operation(&of_port);
    clear_operation(&of_disk);
    clear_operation(&of_main);
    read_of_thread.overlapped.hEvent = new_event();

    thread = CreateThread(NULL, 0, begin_and_exit, NULL, 0, NULL);
    require(thread != NULL && signaled_within(thread, 20000));
    CloseHandle(thread);
    pend_read(reader, &of_main);
    ok(signaled_within(read_of_thread.overlapped.hEvent, 0), "the event was set");
    ok_cancelled(reader, &read_of_thread);
    ok_cancelled(reader, &polled);
    ok_cancelled(writer, &write_of_thread);
    ok(result_of(disk, &of_disk.overlapped, &count) == 0 && count == 4, "the disk was done with before");

    ok_no_packet(port);
    require(begun(WriteFile(with_port, "port", 4, NULL, &write_of_thread.overlapped)));
    for (i = 0; i < 2; i++) {
        struct packet packet = take_packet(port, 20000);
        ok(packet.result && packet.count == 4, "the operation of the port goes on: error %d", (int)packet.error);
    }
    ok(holds(&of_port, "port"), "with what was written");

    clear_operation(&polled);
    require(begun(WriteFile(to_reader, "main", 4, NULL, &polled.overlapped)));
    ok(result_of(reader, &of_main.overlapped, &count) == 0 && count == 4 && holds(&of_main, "main"), "so does this one");

    CloseHandle(read_of_thread.overlapped.hEvent);
    ok(CloseHandle(reader) && CloseHandle(to_reader) && CloseHandle(writer) && CloseHandle(from_writer), "closed");
    ok(CloseHandle(with_port) && CloseHandle(disk), "closed");
    for (i = 0; i < 3; i++)
        ok(DeleteFileA(pipes[i]), "DeleteFile");
    ok(DeleteFileA(large), "DeleteFile");
    return ok_done();
}
