/* The last WSACleanup comes while a provider makes a socket: there is none afterwards, and none for the next start-up. */
#include "spi.h"

int main(void)
{
    CONTROL *control = install_provider();
    DWORD_PTR context = 0;
    SOCKET s, made;
    start_winsock();
    closesocket(open_own());
    control->cleaned_up_in_socket = 1;
    ok_fails(open_own(), WSANOTINITIALISED);
    made = control->made;
    ok(made != INVALID_SOCKET && control->cleanups == 1, "it was made after the clean-up");
    wsc_fails(WPUQuerySocketHandleContext(made, &context, &error), WSAENOTSOCK);
    start_winsock();
    ok_fails(send(made, "hello", 5, 0), WSAENOTSOCK);
    s = open_own();
    ok(s != INVALID_SOCKET && closesocket(s) == 0, "the next one is a socket again");
    WSACleanup();
    return ok_done();
}
