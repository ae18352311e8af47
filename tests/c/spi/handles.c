/* Handles that a provider makes: the base API takes them, and leads calls to the provider. */
#include "spi.h"

int main(void)
{
    CONTROL *control = install_provider();
    HANDLE second = NULL;
    char text[8] = {0};
    DWORD bytes = 0;
    DWORD_PTR context = 0;
    SOCKET s, one, two;
    INT error = 0;
    start_winsock();
    s = open_own();
    require(s != INVALID_SOCKET);
    ok(s % 4 == 0 && s < 0x80000000u, "a number like any other");
    ok(WPUQuerySocketHandleContext(s, &context, &error) == 0 && context == 0xabcdef, "its context");
    wsc_fails(WPUQuerySocketHandleContext(s, NULL, &error), WSAEFAULT);
    wsc_fails(WPUQuerySocketHandleContext(INVALID_SOCKET, &context, &error), WSAENOTSOCK);

    ok(send(s, "hello", 5, 0) == 5 && control->sends == 1 && control->sent_bytes == 5, "send");
    ok(recv(s, text, sizeof(text), 0) == 3 && strcmp(text, "abc") == 0, "recv");
    ok(WriteFile((HANDLE)s, "hello!", 6, &bytes, NULL) && bytes == 6 && control->sends == 2, "WriteFile is a send");
    memset(text, 0, sizeof(text));
    ok(ReadFile((HANDLE)s, text, sizeof(text), &bytes, NULL) && bytes == 3 && strcmp(text, "abc") == 0, "ReadFile a receive");
    ok(!ReadFile((HANDLE)s, text, 1, &bytes, NULL) && GetLastError() == ERROR_NETNAME_DELETED && bytes == 0, "and its error");

    ok(!DuplicateHandle(GetCurrentProcess(), (HANDLE)s, GetCurrentProcess(), &second, 0, FALSE, DUPLICATE_SAME_ACCESS),
        "the provider knows one number only");
    ok(GetLastError() == ERROR_NOT_SUPPORTED, "so there is no second");
    ok(!CancelIoEx((HANDLE)s, NULL) && GetLastError() == ERROR_NOT_FOUND, "nothing is pending that the library knows of");
    ok(CancelIo((HANDLE)s), "as before");
    ok(GetFileType((HANDLE)s) == FILE_TYPE_PIPE && FlushFileBuffers((HANDLE)s), "what every socket is to the base API");
    ok(!DeviceIoControl((HANDLE)s, 0, NULL, 0, NULL, 0, &bytes, NULL) && GetLastError() == ERROR_INVALID_FUNCTION, "as every socket");

    /* A provider that can not close yet keeps its handle. */
    control->close_error = WSAEWOULDBLOCK;
    ok_fails(closesocket(s), WSAEWOULDBLOCK);
    ok(send(s, "hello", 5, 0) == 5, "it goes on");
    ok(!CloseHandle((HANDLE)s), "CloseHandle is closesocket");
    ok(send(s, "hello", 5, 0) == 5, "it goes on");
    control->close_error = 0;
    ok(CloseHandle((HANDLE)s), "now it can");
    ok(control->closes == 3, "the provider was asked each time");
    ok_fails(send(s, "hello", 5, 0), WSAENOTSOCK);
    ok_fails(closesocket(s), WSAENOTSOCK);
    ok(!CloseHandle((HANDLE)s) && GetLastError() == ERROR_INVALID_HANDLE, "gone");
    wsc_fails(WPUQuerySocketHandleContext(s, &context, &error), WSAENOTSOCK);
    wsc_fails(WPUCloseSocketHandle(s, &error), WSAENOTSOCK);

    /* An id that nobody knows. */
    control->own_id = 4711;
    one = open_own();
    ok(one != INVALID_SOCKET && one != s, "a number rests");
    ok(send(one, "hello", 5, 0) == 5, "calls go to who has handed the handle out");
    ok(closesocket(one) == 0, "so does closing");

    /* Sockets of a base are none of these. */
    two = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    wsc_fails(WPUQuerySocketHandleContext(two, &context, &error), WSAENOTSOCK);
    wsc_fails(WPUCloseSocketHandle(two, &error), WSAENOTSOCK);
    ok(closesocket(two) == 0, "still open");

    two = open_own();
    WSACleanup();
    ok(!CloseHandle((HANDLE)two), "the last clean-up leaves no handle");
    return ok_done();
}
