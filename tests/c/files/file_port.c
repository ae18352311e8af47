/* Operations of a file at a completion port: a packet each, in order, and none where the modes or a failure say so. */
#include "files.h"

int main(void)
{
    HANDLE file = new_file(FILE_FLAG_OVERLAPPED), port = new_port(0);
    struct operation operations[8], failed;
    SOCKET pair[2];
    DWORD count;
    int i;
    start_winsock();
    ok(CreateIoCompletionPort(file, port, 7, 0) == port, "associated");
    ok_last(CreateIoCompletionPort(file, port, 7, 0), ERROR_INVALID_PARAMETER);
    for (i = 0; i < 8; i++) {
        clear_operation(&operations[i]);
        operations[i].overlapped.Offset = (DWORD)i;
        operations[i].bytes[0] = (char)('a' + i);
        ok(begun(WriteFile(file, operations[i].bytes, 1, NULL, &operations[i].overlapped)), "WriteFile");
    }
    for (i = 0; i < 8; i++)
        ok_packet_of(port, &operations[i], 0, 1);
    ok_no_packet(port);

    clear_operation(&operations[0]);
    ok(begun(ReadFile(file, operations[0].bytes, 64, NULL, &operations[0].overlapped)), "ReadFile");
    ok_packet_of(port, &operations[0], 0, 8);
    ok(holds(&operations[0], "abcdefgh"), "what was written");

    clear_operation(&failed);
    failed.overlapped.Offset = 8;
    ok_last(ReadFile(file, failed.bytes, 64, NULL, &failed.overlapped), ERROR_HANDLE_EOF);
    ok_no_packet(port);

    tcp_pair(pair);
    associate(port, pair[0], 8);
    clear_operation(&operations[1]);
    pend_receive(pair[0], &operations[1], NULL);
    clear_operation(&operations[0]);
    ok(begun(ReadFile(file, operations[0].bytes, 3, NULL, &operations[0].overlapped)), "beside a socket");
    ok_packet_of(port, &operations[0], 0, 3);
    send_text(pair[1], "socket");
    ok_packet_of(port, &operations[1], 0, 6);

    clear_operation(&operations[0]);
    operations[0].overlapped.hEvent = (HANDLE)((ULONG_PTR)new_event() | 1);
    ok(begun(ReadFile(file, operations[0].bytes, 3, NULL, &operations[0].overlapped)), "an event with its low bit set");
    ok(result_of(file, &operations[0].overlapped, &count) == 0 && count == 3, "ends");
    ok_no_packet(port);

    ok(SetFileCompletionNotificationModes(file, FILE_SKIP_COMPLETION_PORT_ON_SUCCESS), "modes");
    clear_operation(&operations[0]);
    if (ReadFile(file, operations[0].bytes, 3, &count, &operations[0].overlapped))
        ok_no_packet(port);
    else
        ok_packet_of(port, &operations[0], 0, 3);
    close_file(file);
    WSACleanup();
    return ok_done();
}
