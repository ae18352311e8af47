/* Locks on parts of a file: against other handles, at once, waited for and cancelled. */
#include "files.h"

int main(void)
{
    HANDLE file = new_file(FILE_FLAG_OVERLAPPED), port = new_port(0);
    HANDLE other = CreateFileA(file_name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);
    struct operation lock;
    OVERLAPPED overlapped;
    DWORD count;
    require(other != INVALID_HANDLE_VALUE);
    require(CreateIoCompletionPort(other, port, 3, 0) == port);

    overlapped = at(10);
    ok(LockFileEx(file, LOCKFILE_EXCLUSIVE_LOCK, 0, 10, 0, &overlapped), "LockFileEx");
    ok_last(LockFile(file, 15, 0, 1, 0), ERROR_LOCK_VIOLATION);
    ok_last(LockFile(other, 19, 0, 1, 0), ERROR_LOCK_VIOLATION);
    ok(LockFile(other, 20, 0, 0xFFFFFFFF, 0xFFFFFFFF), "beside it, and as far as there is");
    ok(UnlockFile(other, 20, 0, 0xFFFFFFFF, 0xFFFFFFFF), "UnlockFile");
    ok_last(UnlockFile(other, 20, 0, 1, 0), ERROR_NOT_LOCKED);

    clear_operation(&lock);
    lock.overlapped.Offset = 12;
    ok_last(LockFileEx(other, LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &lock.overlapped), ERROR_LOCK_VIOLATION);
    ok_no_packet(port);
    clear_operation(&lock);
    lock.overlapped.Offset = 12;
    ok_last(LockFileEx(other, 0, 0, 1, 0, &lock.overlapped), ERROR_IO_PENDING);
    ok_no_packet(port);
    ok(CancelIoEx(other, &lock.overlapped), "CancelIoEx");
    ok_packet_of(port, &lock, ERROR_OPERATION_ABORTED, 0);

    clear_operation(&lock);
    lock.overlapped.Offset = 12;
    ok_last(LockFileEx(other, LOCKFILE_EXCLUSIVE_LOCK, 0, 1, 0, &lock.overlapped), ERROR_IO_PENDING);
    overlapped = at(10);
    ok_last(UnlockFileEx(file, 0, 9, 0, &overlapped), ERROR_NOT_LOCKED);
    ok(UnlockFileEx(file, 0, 10, 0, &overlapped), "UnlockFileEx");
    ok_packet_of(port, &lock, 0, 0);
    ok_last(LockFile(file, 12, 0, 1, 0), ERROR_LOCK_VIOLATION);

    overlapped = at(0);
    ok(LockFileEx(file, 0, 0, 5, 0, &overlapped), "a shared lock");
    clear_operation(&lock);
    ok(LockFileEx(other, LOCKFILE_FAIL_IMMEDIATELY, 0, 5, 0, &lock.overlapped), "and another");
    ok_packet_of(port, &lock, 0, 0);
    ok_last(LockFile(other, 0, 0, 5, 0), ERROR_LOCK_VIOLATION);
    ok_last(LockFileEx(file, 0, 0, 1, 0, NULL), ERROR_INVALID_PARAMETER);
    ok_last(LockFileEx(port, 0, 0, 1, 0, &overlapped), ERROR_INVALID_HANDLE);

    clear_operation(&lock);
    lock.overlapped.Offset = 12;
    lock.overlapped.hEvent = new_event();
    ok_last(LockFileEx(file, 0, 0, 1, 0, &lock.overlapped), ERROR_IO_PENDING);
    ok(CloseHandle(file), "closing ends it");
    ok(result_of(file, &lock.overlapped, &count) == ERROR_OPERATION_ABORTED, "once");
    close_file(other);
    return ok_done();
}
