/* Named pipes are not offered, and device control codes are not known: the calls say so. */
#include "files.h"

int main(void)
{
    HANDLE file = new_file(FILE_FLAG_OVERLAPPED);
    DWORD count;
    ok_last(CreateNamedPipeA("\\\\.\\pipe\\name", PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED, PIPE_TYPE_BYTE, PIPE_UNLIMITED_INSTANCES, 0, 0, 0, NULL) != INVALID_HANDLE_VALUE, ERROR_CALL_NOT_IMPLEMENTED);
    ok_last(ConnectNamedPipe(file, NULL), ERROR_CALL_NOT_IMPLEMENTED);
    ok_last(WaitNamedPipeA("\\\\.\\pipe\\name", 0), ERROR_CALL_NOT_IMPLEMENTED);
    ok_last(CreateFileA("\\\\.\\pipe\\name", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL) != INVALID_HANDLE_VALUE, ERROR_FILE_NOT_FOUND);
    ok_last(DeviceIoControl(file, 1, NULL, 0, NULL, 0, &count, NULL), ERROR_INVALID_PARAMETER);
    ok_last(DeviceIoControl(NULL, 1, NULL, 0, NULL, 0, &count, NULL), ERROR_INVALID_HANDLE);
    close_file(file);
    file = new_file(FILE_ATTRIBUTE_NORMAL);
    ok_last(DeviceIoControl(file, 1, NULL, 0, NULL, 0, NULL, NULL), ERROR_INVALID_PARAMETER);
    ok_last(DeviceIoControl(file, 1, NULL, 0, NULL, 0, &count, NULL), ERROR_INVALID_FUNCTION);
    close_file(file);
    return ok_done();
}
