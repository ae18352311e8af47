/* DuplicateHandle on a SOCKET makes a second one of the same socket; the handle's flags are its own. */
#include "files.h"

int main(void)
{
    SOCKET pair[2];
    HANDLE copy = NULL, moved = NULL;
    DWORD flags = 77;
    char bytes[8];
    start_winsock();
    tcp_pair(pair);
    ok(DuplicateHandle(GetCurrentProcess(), (HANDLE)pair[0], GetCurrentProcess(), &copy, 0, FALSE, DUPLICATE_SAME_ACCESS), "DuplicateHandle");
    ok(copy != NULL && copy != (HANDLE)pair[0], "another handle");
    ok(closesocket(pair[0]) == 0, "the first is closed");
    ok(send((SOCKET)copy, "alive", 5, 0) == 5 && recv(pair[1], bytes, 5, MSG_WAITALL) == 5, "the connection lives");
    ok(DuplicateHandle(GetCurrentProcess(), copy, GetCurrentProcess(), &moved, 0, TRUE, DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE), "moved");
    ok_fails(send((SOCKET)copy, "x", 1, 0), WSAENOTSOCK);
    ok(GetHandleInformation(moved, &flags) && flags == HANDLE_FLAG_INHERIT, "flags %d", (int)flags);
    ok(SetHandleInformation(moved, HANDLE_FLAG_INHERIT, 0), "not inherited");
    ok(GetHandleInformation(moved, &flags) && flags == 0, "flags %d", (int)flags);

    ok(SetHandleInformation(moved, HANDLE_FLAG_PROTECT_FROM_CLOSE, HANDLE_FLAG_PROTECT_FROM_CLOSE), "protected");
    ok_last(CloseHandle(moved), ERROR_INVALID_HANDLE);
    ok(send((SOCKET)moved, "still", 5, 0) == 5, "it is open");
    ok(SetHandleInformation(moved, HANDLE_FLAG_PROTECT_FROM_CLOSE, 0) && CloseHandle(moved), "closed");
    ok(recv(pair[1], bytes, 5, MSG_WAITALL) == 5 && recv(pair[1], bytes, 1, 0) == 0, "the last handle ends the connection");

    ok_last(SetHandleInformation((HANDLE)pair[1], 0x40, 0), ERROR_INVALID_PARAMETER);
    ok_last(SetHandleInformation(moved, HANDLE_FLAG_INHERIT, 0), ERROR_INVALID_HANDLE);
    ok_last(GetHandleInformation(moved, &flags), ERROR_INVALID_HANDLE);
    ok_last(DuplicateHandle(GetCurrentProcess(), moved, GetCurrentProcess(), &copy, 0, FALSE, DUPLICATE_SAME_ACCESS), ERROR_INVALID_HANDLE);
    WSACleanup();
    return ok_done();
}
