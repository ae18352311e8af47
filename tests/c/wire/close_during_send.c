/* Close while another thread is blocked in send, the peer's window being shut: PEER PORT SECONDS, where SECONDS -1 leaves lingering off. */
#include "wire.h"

/* The bytes that send took. Both are read when the thread has ended. */
static int taken;
static char chunk[10000];

static DWORD WINAPI send_until_it_fails(void *argument)
{
    SOCKET s = *(SOCKET *)argument;
    LONGLONG start;
    int count;
    print_value("sending", 1);
    for (;;) {
        start = microseconds();
        count = send(s, chunk, sizeof chunk, 0);
        if (count == SOCKET_ERROR)
            break;
        taken += count;
    }
    print_call("send", count, start);
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
    thread = CreateThread(NULL, 0, send_until_it_fails, &s, 0, NULL);
    if (thread == NULL)
        give_up("thread_failed");
    wait_for_test();
    close_and_print("close", s);
    print_value("thread", (int)WaitForSingleObject(thread, 10000));
    CloseHandle(thread);
    print_value("taken", taken);
    wait_for_test();
    print_value("cleanup", WSACleanup());
    return 0;
}
