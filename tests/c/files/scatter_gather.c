/* ReadFileScatter and WriteFileGather move whole pages. */
#include "files.h"

int main(void)
{
    HANDLE file = new_file(FILE_FLAG_OVERLAPPED | FILE_FLAG_NO_BUFFERING), other;
    FILE_SEGMENT_ELEMENT segments[3];
    OVERLAPPED overlapped;
    SYSTEM_INFO system;
    DWORD page, count;
    char *whole, *memory;
    GetSystemInfo(&system);
    page = system.dwPageSize;
    whole = (char *)malloc(5 * page);
    require(whole != NULL);
    memory = whole + (page - (ULONG_PTR)whole % page);
    memset(memory, 'a', page);
    memset(memory + page, 'b', page);
    memset(segments, 0, sizeof segments);
    segments[0].Buffer = memory + page;
    segments[1].Buffer = memory;
    overlapped = at(0);
    ok(begun(WriteFileGather(file, segments, 2 * page, NULL, &overlapped)), "WriteFileGather");
    ok(result_of(file, &overlapped, &count) == 0 && count == 2 * page, "%d bytes", (int)count);
    segments[0].Buffer = memory + 2 * page;
    segments[1].Buffer = memory + 3 * page;
    overlapped = at(0);
    ok(begun(ReadFileScatter(file, segments, 2 * page, NULL, &overlapped)), "ReadFileScatter");
    ok(result_of(file, &overlapped, &count) == 0 && count == 2 * page, "%d bytes", (int)count);
    ok(memory[2 * page] == 'b' && memory[3 * page] == 'a' && memory[4 * page - 1] == 'a', "in their order");

    overlapped = at(0);
    ok_last(ReadFileScatter(file, segments, page + 1, NULL, &overlapped), ERROR_INVALID_PARAMETER);
    ok_last(ReadFileScatter(file, segments, 3 * page, NULL, &overlapped), ERROR_INVALID_PARAMETER);
    ok_last(ReadFileScatter(file, NULL, page, NULL, &overlapped), ERROR_INVALID_PARAMETER);
    other = CreateFileA(file_name, GENERIC_READ, 0, NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
    ok_last(ReadFileScatter(other, segments, page, NULL, &overlapped), ERROR_INVALID_PARAMETER);
    ok(CloseHandle(other), "CloseHandle");
    close_file(file);
    free(whole);
    return ok_done();
}
