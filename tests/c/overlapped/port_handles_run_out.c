/* A second handle of a port that cannot be opened leaves nothing behind: closing the first one closes the port. */
#include "overlapped.h"

static void wait_at(void *port)
{
    struct packet packet = take_packet(*(HANDLE *)port, 60000);
    ok(!packet.result && packet.error == ERROR_ABANDONED_WAIT_0, "the port was closed: error %d", (int)packet.error);
}

static HANDLE duplicate_of(HANDLE handle)
{
    HANDLE copy = NULL, own = GetCurrentProcess();
    return DuplicateHandle(own, handle, own, &copy, 0, FALSE, DUPLICATE_SAME_ACCESS) ? copy : NULL;
}

int main(void)
{
    HANDLE port = new_port(0), event = new_event(), second = duplicate_of(port), last = NULL, copy;
    struct thread thread;
    unsigned long count = 0;
    ok(second != NULL && CloseHandle(second), "another handle of a port");
    start_thread(&thread, wait_at, &port);
    while ((copy = duplicate_of(event)) != NULL) {
        last = copy;
        require(count++ < 5000000);
    }
    ok(GetLastError() == ERROR_NOT_ENOUGH_MEMORY, "no more handles after %lu: error %d", count, (int)GetLastError());
    ok(duplicate_of(port) == NULL && GetLastError() == ERROR_NOT_ENOUGH_MEMORY, "none for the port");
    ok(CloseHandle(last), "one less");
    ok(CloseHandle(port), "the port's only handle");
    join_thread(&thread);
    return ok_done();
}
