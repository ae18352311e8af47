/* Close while another thread is blocked in recv: PEER PORT SECONDS, where SECONDS -1 leaves lingering off. */
#include "wire.h"

static DWORD WINAPI receive(void *argument)
{
    SOCKET s = *(SOCKET *)argument;
    char buffer[256];
    LONGLONG start = microseconds();
    int result;
    print_value("receiving", 1);
    result = recv(s, buffer, sizeof buffer, 0);
    print_call("recv", result, start);
    return 0;
}

int main(int argc, char **argv)
{
    SOCKET s;
    HANDLE thread;
    if (argc < 4)
        return 2;
    start_winsock();
    s = connect_to_peer(argv);
    if (atoi(argv[3]) >= 0)
        set_linger(s, atoi(argv[3]));
    thread = CreateThread(NULL, 0, receive, &s, 0, NULL);
    if (thread == NULL)
        give_up("thread_failed");
    wait_for_test();
    close_and_print("close", s);
    print_value("thread", (int)WaitForSingleObject(thread, 10000));
    CloseHandle(thread);
    wait_for_test();
    print_value("cleanup", WSACleanup());
    return 0;
}
