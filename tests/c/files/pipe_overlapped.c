/* Reads and writes of a pipe that is open for overlapped I/O wait their turn, and are ended by their cancel or close. */
#include "files.h"

#ifdef __cplusplus
extern "C"
#endif
int mkfifo(const char *name, unsigned mode);

#define LEN (1 << 20)
static char large[LEN], chunk[4096];

int main(void)
{
    HANDLE port = new_port(0), reader, writer;
    struct operation first, second, write;
    DWORD count, total = 0;
    require(GetTempPathA(sizeof file_name, file_name) > 0);
    sprintf(file_name + strlen(file_name), "ows-pipe.%lu", (unsigned long)GetCurrentProcessId());
    require(mkfifo(file_name, 0600) == 0);
    reader = CreateFileA(file_name, GENERIC_READ, 0, NULL, OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);
    writer = CreateFileA(file_name, GENERIC_WRITE, 0, NULL, OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);
    require(reader != INVALID_HANDLE_VALUE && writer != INVALID_HANDLE_VALUE);
    ok(GetFileType(reader) == FILE_TYPE_PIPE, "a pipe");
    require(CreateIoCompletionPort(reader, port, 1, 0) == port);

    clear_operation(&first);
    clear_operation(&second);
    ok_last(ReadFile(reader, first.bytes, 3, NULL, &first.overlapped), ERROR_IO_PENDING);
    ok_last(ReadFile(reader, second.bytes, 64, NULL, &second.overlapped), ERROR_IO_PENDING);
    ok_no_packet(port);
    clear_operation(&write);
    ok(begun(WriteFile(writer, "onetwo", 6, NULL, &write.overlapped)), "WriteFile");
    ok(result_of(writer, &write.overlapped, &count) == 0 && count == 6, "is done");
    ok_packet_of(port, &first, 0, 3);
    ok_packet_of(port, &second, 0, 3);
    ok(holds(&first, "one") && holds(&second, "two"), "in order");

    clear_operation(&first);
    ok_last(ReadFile(reader, first.bytes, 3, NULL, &first.overlapped), ERROR_IO_PENDING);
    ok(CancelIoEx(reader, &first.overlapped), "CancelIoEx");
    ok_packet_of(port, &first, ERROR_OPERATION_ABORTED, 0);

    write_pattern(large, LEN, 0);
    clear_operation(&write);
    ok_last(WriteFile(writer, large, LEN, NULL, &write.overlapped), ERROR_IO_PENDING);
    ok(!signaled_within(writer, 0), "more than the pipe holds");
    while (total < LEN) {
        struct packet packet;
        clear_operation(&first);
        require(begun(ReadFile(reader, chunk, sizeof chunk, NULL, &first.overlapped)));
        packet = take_packet(port, 20000);
        require(packet.overlapped == &first.overlapped && packet.error == 0 && packet.count > 0);
        if (memcmp(chunk, large + total, packet.count) != 0)
            break;
        total += packet.count;
    }
    ok(total == LEN, "%d bytes arrive", (int)total);
    ok(signaled_within(writer, 20000), "the write ends");
    ok(result_of(writer, &write.overlapped, &count) == 0 && count == LEN, "whole");

    clear_operation(&first);
    ok_last(ReadFile(reader, first.bytes, 3, NULL, &first.overlapped), ERROR_IO_PENDING);
    ok(CloseHandle(writer), "the other end closes");
    ok_packet_of(port, &first, ERROR_BROKEN_PIPE, 0);
    clear_operation(&first);
    ok_last(ReadFile(reader, first.bytes, 3, NULL, &first.overlapped), ERROR_BROKEN_PIPE);
    ok_no_packet(port);

    writer = CreateFileA(file_name, GENERIC_WRITE, 0, NULL, OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);
    clear_operation(&first);
    ok_last(ReadFile(reader, first.bytes, 3, NULL, &first.overlapped), ERROR_IO_PENDING);
    ok(CloseHandle(reader), "closing");
    ok_packet_of(port, &first, ERROR_OPERATION_ABORTED, 0);
    clear_operation(&write);
    ok_last(WriteFile(writer, "x", 1, NULL, &write.overlapped), ERROR_NO_DATA);
    close_file(writer);
    return ok_done();
}
