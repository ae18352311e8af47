/* ReadFileEx and WriteFileEx on a socket: success, and the routine runs in an alertable wait, with Win32 codes. */
#include "files.h"

static void CALLBACK note(DWORD error, DWORD count, LPOVERLAPPED overlapped)
{
    note_end(error, count, overlapped, 0);
}

int main(void)
{
    struct operation read, write;
    SOCKET pair[2];
    HANDLE file;
    start_winsock();
    tcp_pair(pair);
    file = (HANDLE)pair[0];

    clear_operation(&read);
    read.overlapped.hEvent = (HANDLE)(ULONG_PTR)0x1234; /* the program's own to use */
    SetLastError(5);
    ok(ReadFileEx(file, read.bytes, 64, &read.overlapped, note) && GetLastError() == 0, "ReadFileEx");
    clear_operation(&write);
    ok(WriteFileEx(file, "out", 3, &write.overlapped, note), "WriteFileEx");
    ok(write.ended == 0, "its routine waits");
    ok(SleepEx(20000, TRUE) == WAIT_IO_COMPLETION && write.ended == 1 && write.count == 3, "then it runs");
    send_text(pair[1], "in");
    ok(SleepEx(20000, TRUE) == WAIT_IO_COMPLETION, "an alertable wait");
    ok(read.ended == 1 && read.error == 0 && read.count == 2 && holds(&read, "in"), "error %d", (int)read.error);

    clear_operation(&read);
    ok(ReadFileEx(file, read.bytes, 64, &read.overlapped, note), "ReadFileEx");
    set_linger(pair[1], 1, 0);
    closesocket(pair[1]);
    ok(SleepEx(20000, TRUE) == WAIT_IO_COMPLETION && read.error == ERROR_NETNAME_DELETED, "error %d", (int)read.error);

    tcp_pair(pair);
    ok_last(ReadFileEx((HANDLE)pair[0], read.bytes, 64, &read.overlapped, NULL), ERROR_INVALID_PARAMETER);
    ok_last(ReadFileEx((HANDLE)pair[0], read.bytes, 64, NULL, note), ERROR_INVALID_PARAMETER);
    associate(new_port(0), pair[0], 1);
    ok_last(ReadFileEx((HANDLE)pair[0], read.bytes, 64, &read.overlapped, note), ERROR_INVALID_PARAMETER);
    ok_last(ReadFileEx(NULL, read.bytes, 64, &read.overlapped, note), ERROR_INVALID_HANDLE);
    WSACleanup();
    return ok_done();
}
