/* Two threads ask for a provider: one starts it, the other waits; others are not held up. */
#include "spi.h"
#include "../thread.h"

static DWORD WINAPI opens(LPVOID place)
{
    *(SOCKET *)place = open_own();
    return 0;
}

int main(void)
{
    CONTROL *control = install_provider();
    SOCKET one = INVALID_SOCKET, two = INVALID_SOCKET, other;
    HANDLE threads[2];
    start_winsock();
    control->startup_begun = CreateEventA(NULL, TRUE, FALSE, NULL);
    control->startup_may_go_on = CreateEventA(NULL, TRUE, FALSE, NULL);
    threads[0] = CreateThread(NULL, 0, opens, &one, 0, NULL);
    require(WaitForSingleObject(control->startup_begun, 20000) == WAIT_OBJECT_0);
    threads[1] = CreateThread(NULL, 0, opens, &two, 0, NULL);
    other = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    ok(other != INVALID_SOCKET, "a socket of another provider waits for nobody");
    ok(WaitForSingleObject(threads[1], 50) == WAIT_TIMEOUT, "the second thread waits");
    SetEvent(control->startup_may_go_on);
    require(WaitForMultipleObjects(2, threads, TRUE, 20000) == WAIT_OBJECT_0);
    ok(one != INVALID_SOCKET && two != INVALID_SOCKET && one != two, "both have one");
    ok(control->startups == 1, "of one start: %d", (int)control->startups);
    closesocket(one);
    closesocket(two);
    closesocket(other);
    WSACleanup();
    ok(control->cleanups == 1, "and one clean-up");
    return ok_done();
}
