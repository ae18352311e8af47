/* A file that is not open for overlapped I/O: an OVERLAPPED gives the place, the call waits, the position follows. */
#include "files.h"

int main(void)
{
    HANDLE file = new_file(FILE_ATTRIBUTE_NORMAL), copy = NULL, port = new_port(0);
    OVERLAPPED overlapped;
    char bytes[16];
    DWORD count;

    ok(WriteFile(file, "0123456789", 10, &count, NULL) && count == 10, "WriteFile");
    overlapped = at(4);
    overlapped.hEvent = new_event();
    ok(ReadFile(file, bytes, 3, &count, &overlapped) && count == 3 && memcmp(bytes, "456", 3) == 0, "ReadFile at 4");
    ok(signaled_within(overlapped.hEvent, 0) && overlapped.Internal == 0 && overlapped.InternalHigh == 3, "it has an end");
    ok(SetFilePointer(file, 0, NULL, FILE_CURRENT) == 7, "the position follows");
    ok(ReadFile(file, bytes, 16, &count, NULL) && count == 3 && memcmp(bytes, "789", 3) == 0, "and is used");
    ok(ReadFile(file, bytes, 16, &count, NULL) && count == 0, "at the end, no bytes");
    overlapped = at(10);
    ok_last(ReadFile(file, bytes, 16, &count, &overlapped), ERROR_HANDLE_EOF);
    overlapped = at(2);
    ok(WriteFile(file, "ab", 2, &count, &overlapped) && count == 2, "WriteFile at 2");
    ok(WriteFile(file, "c", 1, &count, NULL) && count == 1, "goes on behind it");
    overlapped = at(0);
    ok(ReadFile(file, bytes, 16, &count, &overlapped) && count == 10 && memcmp(bytes, "01abc56789", 10) == 0, "all of it");

    ok(signaled_within(file, 0), "nothing is on its way");
    ok_last(CreateIoCompletionPort(file, port, 0, 0), ERROR_INVALID_PARAMETER);
    ok_last(SetFileCompletionNotificationModes(file, FILE_SKIP_SET_EVENT_ON_HANDLE), ERROR_INVALID_PARAMETER);
    ok(DuplicateHandle(GetCurrentProcess(), file, GetCurrentProcess(), &copy, 0, FALSE, DUPLICATE_SAME_ACCESS), "DuplicateHandle");
    ok(SetFilePointer(copy, 5, NULL, FILE_BEGIN) == 5 && SetFilePointer(file, 0, NULL, FILE_CURRENT) == 5, "one position");
    ok(CloseHandle(file), "CloseHandle");
    ok(ReadFile(copy, bytes, 1, &count, NULL) && bytes[0] == '5', "the copy lives");
    close_file(copy);
    return ok_done();
}
