/* A server thread sends back what it receives until the connection ends. */
#include "../thread.h"

static void echo(void *argument)
{
    SOCKET listener = *(SOCKET *)argument;
    SOCKET s = accept(listener, NULL, NULL);
    char buffer[512];
    int count;
    require(s != INVALID_SOCKET);
    while ((count = recv(s, buffer, sizeof buffer, 0)) > 0)
        require(send(s, buffer, count, 0) == count);
    ok(count == 0, "the connection ends with 0");
    ok(closesocket(s) == 0, "closesocket");
}

int main(void)
{
    struct thread server;
    SOCKET listener, s;
    int round;
    start_winsock();
    listener = tcp_listener();
    start_thread(&server, echo, &listener);
    s = connected_to(listener);
    for (round = 0; round < 100; round++) {
        char sent[300], received[300];
        int have = 0;
        write_pattern(sent, sizeof sent, round);
        ok(send(s, sent, sizeof sent, 0) == (int)sizeof sent, "send");
        while (have < (int)sizeof received) {
            int count = recv(s, received + have, (int)sizeof received - have, 0);
            require(count > 0);
            have += count;
        }
        ok(memcmp(sent, received, sizeof sent) == 0, "round %d: the same comes back", round);
    }
    ok(shutdown(s, SD_SEND) == 0, "shutdown");
    ok(recv(s, (char *)&round, 1, 0) == 0, "the server ends too");
    join_thread(&server);
    WSACleanup();
    return ok_done();
}
