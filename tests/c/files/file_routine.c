/* ReadFileEx and WriteFileEx on a file. */
#include "files.h"

static void CALLBACK note(DWORD error, DWORD count, LPOVERLAPPED overlapped)
{
    note_end(error, count, overlapped, 0);
}

int main(void)
{
    HANDLE file = new_file(FILE_FLAG_OVERLAPPED), synchronous;
    struct operation operation;

    clear_operation(&operation);
    operation.overlapped.Offset = 3;
    ok(WriteFileEx(file, "text", 4, &operation.overlapped, note), "WriteFileEx");
    ok(operation.ended == 0, "the routine waits");
    ok(SleepEx(20000, TRUE) == WAIT_IO_COMPLETION, "for an alertable wait");
    ok(operation.ended == 1 && operation.error == 0 && operation.count == 4, "then it runs");
    ok(SleepEx(0, TRUE) == 0, "once");

    clear_operation(&operation);
    operation.overlapped.Offset = 4;
    ok(ReadFileEx(file, operation.bytes, 64, &operation.overlapped, note), "ReadFileEx");
    ok(SleepEx(20000, TRUE) == WAIT_IO_COMPLETION && operation.count == 3 && holds(&operation, "ext"), "read");

    clear_operation(&operation);
    operation.overlapped.Offset = 7;
    ok_last(ReadFileEx(file, operation.bytes, 64, &operation.overlapped, note), ERROR_HANDLE_EOF);
    ok(SleepEx(0, TRUE) == 0 && operation.ended == 0, "no routine after a failure");
    synchronous = CreateFileA(file_name, GENERIC_READ, 0, NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
    ok_last(ReadFileEx(synchronous, operation.bytes, 64, &operation.overlapped, note), ERROR_INVALID_PARAMETER);
    ok(CloseHandle(synchronous), "CloseHandle");
    close_file(file);
    return ok_done();
}
