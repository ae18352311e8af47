/* C8: in a child made by fork, too, a close ends the call in which another thread is blocked: here the thread that was
 * the parent's and has another number now. */
#include "../thread.h"
#include <sys/wait.h>
#include <unistd.h>

static SOCKET s;

static void close_later(void *unused)
{
    (void)unused;
    Sleep(200);
    ok(closesocket(s) == 0, "closesocket");
}

static int child(void)
{
    struct thread thread;
    char byte;
    s = bound(udp_socket());
    start_thread(&thread, close_later, NULL);
    ok_fails(recv(s, &byte, 1, 0), WSAEINTR);
    join_thread(&thread);
    return ok_done();
}

int main(void)
{
    SOCKET pair[2];
    char byte;
    int status = -1;
    pid_t process;
    start_winsock();
    tcp_pair(pair);
    require(send(pair[0], "x", 1, 0) == 1 && recv(pair[1], &byte, 1, 0) == 1);
    process = fork();
    if (process == 0)
        _Exit(child());
    ok(waitpid(process, &status, 0) == process && status == 0, "the child ended with %d", status);
    ok(send(pair[1], "y", 1, 0) == 1 && recv(pair[0], &byte, 1, 0) == 1, "the parent's connection lives");
    WSACleanup();
    return ok_done();
}
