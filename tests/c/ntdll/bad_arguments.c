/* Bad input gets a status and does nothing. */
#include "afd.h"

static NTSTATUS control(HANDLE file, HANDLE event, void *block, ULONG code, void *input, ULONG in, void *output, ULONG out)
{
    return NtDeviceIoControlFile(file, event, NULL, NULL, (PIO_STATUS_BLOCK)block, code, input, in, output, out);
}

#define ok_status(call, expected) \
    do { \
        NTSTATUS ok_result = (call); \
        ok(ok_result == (expected), "%s gave %08x instead of " #expected, #call, (unsigned)ok_result); \
    } while (0)

int main(void)
{
    struct poll poll;
    IO_STATUS_BLOCK block;
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name;
    HANDLE device, event, handle, file;
    SOCKET s;
    ULONG flags = 0x80;
    FILE_COMPLETION_INFORMATION completion;
    start_winsock();
    s = bound(udp_socket());
    event = new_event();
    device = afd_device();
    file = CreateFileA("/dev/null", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    require(file != INVALID_HANDLE_VALUE);

    ok_status(open_device(L"\\device\\AFD", 0, &handle), STATUS_SUCCESS);
    ok_status(NtClose(handle), STATUS_SUCCESS);
    ok_status(NtClose(handle), STATUS_INVALID_HANDLE);
    ok_status(NtClose(NULL), STATUS_INVALID_HANDLE);
    ok_status(open_device(L"\\Device\\Afdx", 0, &handle), STATUS_OBJECT_NAME_NOT_FOUND);
    ok_status(open_device(L"\\Device\\Tcp", 0, &handle), STATUS_OBJECT_NAME_NOT_FOUND);
    ok_status(open_device(L"Device\\Afd", 0, &handle), STATUS_OBJECT_PATH_SYNTAX_BAD);
    ok_status(open_device(L"", 0, &handle), STATUS_OBJECT_PATH_SYNTAX_BAD);
    ok_status(open_device(L"\\Device\\Afd", 0, NULL), STATUS_ACCESS_VIOLATION);
    ok_status(open_device(L"\\Device\\Afd", 0x30, &handle), STATUS_INVALID_PARAMETER);
    RtlInitUnicodeString(&name, (PCWSTR)L"\\Device\\Afd");
    InitializeObjectAttributes(&attributes, &name, 0, NULL, NULL);
    ok_status(NtCreateFile(&handle, 0, &attributes, &block, NULL, 0, 0, FILE_OPEN, FILE_SYNCHRONOUS_IO_NONALERT, NULL, 0), STATUS_INVALID_PARAMETER);
    ok_status(NtCreateFile(&handle, 0, &attributes, NULL, NULL, 0, 0, FILE_OPEN, 0, NULL, 0), STATUS_ACCESS_VIOLATION);
    ok_status(NtCreateFile(&handle, 0, NULL, &block, NULL, 0, 0, FILE_OPEN, 0, NULL, 0), STATUS_ACCESS_VIOLATION);
    ok_status(NtCreateFile(&handle, 0, &attributes, &block, NULL, 0, 0, FILE_OPEN, 0, &block, 8), STATUS_NOT_SUPPORTED);
    name.Length = 3;
    ok_status(NtCreateFile(&handle, 0, &attributes, &block, NULL, 0, 0, FILE_OPEN, 0, NULL, 0), STATUS_OBJECT_NAME_INVALID);
    name.Length = 4;
    name.Buffer = NULL;
    ok_status(NtCreateFile(&handle, 0, &attributes, &block, NULL, 0, 0, FILE_OPEN, 0, NULL, 0), STATUS_ACCESS_VIOLATION);
    attributes.Length = 1;
    ok_status(NtCreateFile(&handle, 0, &attributes, &block, NULL, 0, 0, FILE_OPEN, 0, NULL, 0), STATUS_INVALID_PARAMETER);

    ask(&poll, s, AFD_POLL_RECEIVE, 0);
    ok_status(control(device, NULL, &block, IOCTL_AFD_POLL, &poll.info, AFD_INFO_SIZE(1), &poll.info, AFD_INFO_SIZE(1)), STATUS_TIMEOUT);
    ask(&poll, s, AFD_POLL_RECEIVE, 0);
    ok_status(control(device, NULL, &block, IOCTL_AFD_POLL, &poll.info, 15, &poll.info, AFD_INFO_SIZE(1)), STATUS_INVALID_PARAMETER);
    ok_status(control(device, NULL, &block, IOCTL_AFD_POLL, &poll.info, AFD_INFO_SIZE(1) - 1, &poll.info, AFD_INFO_SIZE(1)), STATUS_INVALID_PARAMETER);
    ok_status(control(device, NULL, &block, IOCTL_AFD_POLL, &poll.info, AFD_INFO_SIZE(1), &poll.info, AFD_INFO_SIZE(1) - 1), STATUS_BUFFER_TOO_SMALL);
    ok_status(control(device, NULL, &block, IOCTL_AFD_POLL, NULL, AFD_INFO_SIZE(1), &poll.info, AFD_INFO_SIZE(1)), STATUS_ACCESS_VIOLATION);
    ok_status(control(device, NULL, &block, IOCTL_AFD_POLL, &poll.info, AFD_INFO_SIZE(1), NULL, AFD_INFO_SIZE(1)), STATUS_ACCESS_VIOLATION);
    ok_status(control(device, NULL, NULL, IOCTL_AFD_POLL, &poll.info, AFD_INFO_SIZE(1), &poll.info, AFD_INFO_SIZE(1)), STATUS_ACCESS_VIOLATION);
    ok_status(control(device, NULL, &block, 0x12003, &poll.info, AFD_INFO_SIZE(1), &poll.info, AFD_INFO_SIZE(1)), STATUS_INVALID_DEVICE_REQUEST);
    ok_status(control(device, (HANDLE)0x7ffffff0, &block, IOCTL_AFD_POLL, &poll.info, AFD_INFO_SIZE(1), &poll.info, AFD_INFO_SIZE(1)), STATUS_INVALID_HANDLE);
    ok_status(control(device, device, &block, IOCTL_AFD_POLL, &poll.info, AFD_INFO_SIZE(1), &poll.info, AFD_INFO_SIZE(1)), STATUS_OBJECT_TYPE_MISMATCH);
    ok_status(control(event, NULL, &block, IOCTL_AFD_POLL, &poll.info, AFD_INFO_SIZE(1), &poll.info, AFD_INFO_SIZE(1)), STATUS_INVALID_DEVICE_REQUEST);
    ok_status(control(file, NULL, &block, IOCTL_AFD_POLL, &poll.info, AFD_INFO_SIZE(1), &poll.info, AFD_INFO_SIZE(1)), STATUS_INVALID_DEVICE_REQUEST);
    ok_status(control(NULL, NULL, &block, IOCTL_AFD_POLL, &poll.info, AFD_INFO_SIZE(1), &poll.info, AFD_INFO_SIZE(1)), STATUS_INVALID_HANDLE);
    poll.info.NumberOfHandles = 0;
    ok_status(control(device, NULL, &block, IOCTL_AFD_POLL, &poll.info, AFD_INFO_SIZE(1), &poll.info, AFD_INFO_SIZE(1)), STATUS_INVALID_PARAMETER);
    poll.info.NumberOfHandles = 0xffffffff;
    ok_status(control(device, NULL, &block, IOCTL_AFD_POLL, &poll.info, AFD_INFO_SIZE(1), &poll.info, AFD_INFO_SIZE(1)), STATUS_INVALID_PARAMETER);
    ask(&poll, (SOCKET)event, AFD_POLL_RECEIVE, 0);
    ok_status(submit(device, &poll), STATUS_INVALID_HANDLE);
    ask(&poll, (SOCKET)device, AFD_POLL_RECEIVE, 0);
    ok_status(submit(device, &poll), STATUS_INVALID_HANDLE);

    ok_status(NtCancelIoFileEx(event, NULL, &block), STATUS_INVALID_HANDLE);
    ok_status(NtCancelIoFileEx(device, NULL, NULL), STATUS_ACCESS_VIOLATION);
    ok_status(NtCancelIoFileEx(device, NULL, &block), STATUS_NOT_FOUND);
    ok_status(NtSetInformationFile(device, &block, &flags, sizeof flags, FileIoCompletionNotificationInformation), STATUS_INVALID_PARAMETER);
    flags = FILE_SKIP_COMPLETION_PORT_ON_SUCCESS;
    ok_status(NtSetInformationFile(device, &block, &flags, sizeof flags, FileIoCompletionNotificationInformation), STATUS_SUCCESS);
    ok_status(NtSetInformationFile(device, &block, &flags, 3, FileIoCompletionNotificationInformation), STATUS_INFO_LENGTH_MISMATCH);
    ok_status(NtSetInformationFile(device, &block, &flags, sizeof flags, (FILE_INFORMATION_CLASS)4), STATUS_INVALID_INFO_CLASS);
    completion.Port = event;
    completion.Key = NULL;
    ok_status(NtSetInformationFile(device, &block, &completion, sizeof completion, FileCompletionInformation), STATUS_OBJECT_TYPE_MISMATCH);
    completion.Port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0);
    ok_status(NtSetInformationFile(device, &block, &completion, sizeof completion, FileCompletionInformation), STATUS_SUCCESS);
    ok_status(NtSetInformationFile(device, &block, &completion, sizeof completion, FileCompletionInformation), STATUS_INVALID_PARAMETER);
    CloseHandle(completion.Port);

    ok(RtlNtStatusToDosError(STATUS_INVALID_HANDLE) == ERROR_INVALID_HANDLE, "a code");
    ok(RtlNtStatusToDosError(STATUS_OBJECT_NAME_NOT_FOUND) == ERROR_FILE_NOT_FOUND, "a code");
    ok(RtlNtStatusToDosError((NTSTATUS)0xC0FFEE00) == ERROR_MR_MID_NOT_FOUND, "none");
    CloseHandle(device);
    CloseHandle(event);
    CloseHandle(file);
    closesocket(s);
    return ok_done();
}
