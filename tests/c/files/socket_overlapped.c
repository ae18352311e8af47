/* Overlapped ReadFile and WriteFile on a socket, with an event, at a port, and with neither. */
#include "files.h"

int main(void)
{
    struct operation read, write;
    SOCKET pair[2];
    HANDLE port, file;
    DWORD count = 77;
    start_winsock();
    tcp_pair(pair);
    file = (HANDLE)pair[0];

    clear_operation(&read);
    read.overlapped.hEvent = new_event();
    set_event(read.overlapped.hEvent);
    ok_last(ReadFile(file, read.bytes, 64, &count, &read.overlapped), ERROR_IO_PENDING);
    ok(count == 0 && !signaled_within(read.overlapped.hEvent, 0), "pending, and its event is reset");
    ok_last(GetOverlappedResult(file, &read.overlapped, &count, FALSE), ERROR_IO_INCOMPLETE);
    send_text(pair[1], "one");
    ok(signaled_within(read.overlapped.hEvent, 20000), "the event is signaled");
    ok(result_of(file, &read.overlapped, &count) == 0 && count == 3 && holds(&read, "one"), "%d bytes", (int)count);

    clear_operation(&read);
    ok_last(ReadFile(file, read.bytes, 64, NULL, &read.overlapped), ERROR_IO_PENDING);
    send_text(pair[1], "two");
    ok(result_of(file, &read.overlapped, &count) == 0 && count == 3 && holds(&read, "two"), "without an event");

    clear_operation(&read);
    ok_last(ReadFile(file, read.bytes, 64, NULL, &read.overlapped), ERROR_IO_PENDING);
    ok(CancelIoEx(file, &read.overlapped), "CancelIoEx");
    ok(result_of(file, &read.overlapped, &count) == ERROR_OPERATION_ABORTED, "cancelled");

    port = new_port(1);
    associate(port, pair[0], 9);
    clear_operation(&read);
    ok_last(ReadFile(file, read.bytes, 64, NULL, &read.overlapped), ERROR_IO_PENDING);
    clear_operation(&write);
    ok(WriteFile(file, "three", 5, &count, &write.overlapped) && count == 5, "a write is done at once");
    ok_packet_of(port, &write, 0, 5);
    send_text(pair[1], "four");
    ok_packet_of(port, &read, 0, 4);
    ok(holds(&read, "four"), "the data is in the buffer");

    clear_operation(&read);
    ok_last(ReadFile(file, read.bytes, 64, NULL, &read.overlapped), ERROR_IO_PENDING);
    set_linger(pair[1], 1, 0);
    closesocket(pair[1]);
    ok_packet_of(port, &read, ERROR_NETNAME_DELETED, 0);
    ok_last(ReadFile(file, read.bytes, 64, NULL, (LPOVERLAPPED)(read.bytes + 1)), ERROR_NOACCESS);
    ok_no_packet(port);

    tcp_pair(pair);
    clear_operation(&read);
    ok_last(ReadFile((HANDLE)pair[0], read.bytes, 64, NULL, &read.overlapped), ERROR_IO_PENDING);
    ok(CloseHandle((HANDLE)pair[0]), "CloseHandle");
    ok(result_of((HANDLE)pair[0], &read.overlapped, &count) == ERROR_OPERATION_ABORTED, "closing ends it");
    WSACleanup();
    return ok_done();
}
