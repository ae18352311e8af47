/* ReadFile and WriteFile take a SOCKET; without OVERLAPPED they are recv and send, with Win32 codes. */
#include "files.h"

int main(void)
{
    SOCKET pair[2], datagrams[2];
    HANDLE socket_handle;
    char bytes[16];
    DWORD count;
    start_winsock();
    tcp_pair(pair);
    socket_handle = (HANDLE)pair[0];

    ok(GetFileType(socket_handle) == FILE_TYPE_PIPE, "a socket is of the type of pipes");
    ok(FlushFileBuffers(socket_handle), "there is nothing to flush");
    ok(WriteFile(socket_handle, "there", 5, &count, NULL) && count == 5, "WriteFile");
    ok(recv(pair[1], bytes, 5, MSG_WAITALL) == 5 && memcmp(bytes, "there", 5) == 0, "arrives");
    send_text(pair[1], "back");
    ok(ReadFile(socket_handle, bytes, sizeof bytes, &count, NULL) && count == 4 && memcmp(bytes, "back", 4) == 0, "ReadFile");
    ok_last(ReadFile(socket_handle, NULL, 4, &count, NULL), ERROR_NOACCESS);
    ok(shutdown(pair[1], SD_SEND) == 0, "shutdown");
    count = 77;
    ok(ReadFile(socket_handle, bytes, sizeof bytes, &count, NULL) && count == 0, "the peer's end is no error and no bytes");
    closesocket(pair[1]);
    closesocket(pair[0]);
    ok_last(ReadFile(socket_handle, bytes, 1, &count, NULL), ERROR_INVALID_HANDLE);
    ok_last(WriteFile(socket_handle, bytes, 1, &count, NULL), ERROR_INVALID_HANDLE);
    ok(GetFileType(socket_handle) == FILE_TYPE_UNKNOWN, "no type any more");

    tcp_pair(pair);
    set_linger(pair[1], 1, 0);
    closesocket(pair[1]);
    count = 77;
    ok_last(ReadFile((HANDLE)pair[0], bytes, 1, &count, NULL), ERROR_NETNAME_DELETED);
    ok(count == 0, "no bytes");
    ok_last(WriteFile((HANDLE)tcp_socket(), "x", 1, &count, NULL), ERROR_CONNECTION_INVALID);

    udp_pair(datagrams);
    send_text(datagrams[1], "a long one");
    memset(bytes, 0, sizeof bytes);
    ok_last(ReadFile((HANDLE)datagrams[0], bytes, 4, &count, NULL), ERROR_MORE_DATA);
    ok(count == 4 && memcmp(bytes, "a lo", 5) == 0, "the buffer is filled: %d", (int)count);
    WSACleanup();
    return ok_done();
}
