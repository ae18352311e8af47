/* A file that is open for overlapped I/O is read and written at the offset in the OVERLAPPED. */
#include "files.h"

int main(void)
{
    HANDLE file = new_file(FILE_FLAG_OVERLAPPED);
    HANDLE event = new_event();
    OVERLAPPED overlapped;
    char bytes[16];
    DWORD count;

    overlapped = at(0);
    ok(begun(WriteFile(file, "0123456789", 10, NULL, &overlapped)), "WriteFile");
    ok(result_of(file, &overlapped, &count) == 0 && count == 10, "%d bytes", (int)count);
    overlapped = at(4);
    overlapped.hEvent = event;
    ok(begun(ReadFile(file, bytes, 3, NULL, &overlapped)), "ReadFile");
    ok(signaled_within(event, 20000), "its event is signaled");
    ok(result_of(file, &overlapped, &count) == 0 && count == 3 && memcmp(bytes, "456", 3) == 0, "from the middle");
    overlapped = at(8);
    ok(begun(ReadFile(file, bytes, 16, NULL, &overlapped)), "ReadFile");
    ok(signaled_within(file, 20000), "the file is signaled");
    ok(result_of(file, &overlapped, &count) == 0 && count == 2 && memcmp(bytes, "89", 2) == 0, "up to the end");

    overlapped = at(10);
    count = 77;
    ok_last(ReadFile(file, bytes, 1, &count, &overlapped), ERROR_HANDLE_EOF);
    ok(count == 0, "no bytes");
    ok_last(GetOverlappedResult(file, &overlapped, &count, TRUE), ERROR_HANDLE_EOF);
    overlapped = at(1000);
    ok_last(ReadFile(file, bytes, 1, &count, &overlapped), ERROR_HANDLE_EOF);
    overlapped = at(1000);
    ok(ReadFile(file, bytes, 0, &count, &overlapped), "nothing is read anywhere");

    overlapped = at((ULONGLONG)-1);
    ok(begun(WriteFile(file, "end", 3, NULL, &overlapped)), "all ones is the end");
    overlapped = at(9);
    ok(begun(ReadFile(file, bytes, 16, NULL, &overlapped)), "ReadFile");
    ok(result_of(file, &overlapped, &count) == 0 && count == 4 && memcmp(bytes, "9end", 4) == 0, "%d bytes", (int)count);
    overlapped = at(5000000000u);
    ok(begun(WriteFile(file, "far", 3, NULL, &overlapped)), "beyond 4 GiB");
    ok(GetFileSize(file, &count) == 705032707u && count == 1, "size");

    ok_last(ReadFile(file, bytes, 1, &count, NULL), ERROR_INVALID_PARAMETER);
    ok_last(WriteFile(file, bytes, 1, &count, NULL), ERROR_INVALID_PARAMETER);
    overlapped = at(0);
    ok_last(ReadFile(file, NULL, 1, &count, &overlapped), ERROR_NOACCESS);
    overlapped = at((ULONGLONG)1 << 63);
    ok_last(ReadFile(file, bytes, 1, &count, &overlapped), ERROR_INVALID_PARAMETER);
    ok_last(CancelIoEx(file, NULL), ERROR_NOT_FOUND);
    ok(CancelIo(file), "nothing to cancel");
    ok(CloseHandle(file), "CloseHandle");

    file = CreateFileA(file_name, GENERIC_READ, 0, NULL, OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);
    overlapped = at(0);
    ok_last(WriteFile(file, "x", 1, &count, &overlapped), ERROR_ACCESS_DENIED);
    close_file(file);
    ok_last(ReadFile(file, bytes, 1, &count, &overlapped), ERROR_INVALID_HANDLE);
    return ok_done();
}
