/* Listeners, datagram sockets and sockets that have not begun anything are shared as connections are. */
#include "puppet.h"

static struct puppet puppet;

static void listener(void)
{
    SOCKET listening = tcp_listener(), theirs = shared_with(&puppet, listening), first, second, accepted;
    struct sockaddr_in address = local_address(listening);
    struct answer answer;
    char byte;
    first = connected_to(listening);
    answer = tell(&puppet, order_for('a', theirs));
    ok(answer.result == 0, "the puppet accepts");
    ok(puppet_sends(&puppet, answer.s, "x") && recv(first, &byte, 1, 0) == 1, "on the connection");
    second = connected_to(listening);
    accepted = accept(listening, NULL, NULL);
    ok(accepted != INVALID_SOCKET, "so does this process");
    ok(closesocket(listening) == 0, "close here");
    closesocket(second);
    second = tcp_socket();
    ok(connect(second, (struct sockaddr *)&address, sizeof address) == 0, "it goes on listening");
    ok(tell(&puppet, order_for('a', theirs)).result == 0, "there");
    ok(puppet_does(&puppet, 'c', theirs, 0) == 0, "the last close");
    closesocket(first);
    first = tcp_socket();
    ok_fails(connect(first, (struct sockaddr *)&address, sizeof address), WSAECONNREFUSED);
    closesocket(first);
    closesocket(second);
    closesocket(accepted);
}

static void datagrams(void)
{
    SOCKET pair[2], theirs;
    char text[16];
    udp_pair(pair);
    theirs = shared_with(&puppet, pair[0]);
    ok(closesocket(pair[0]) == 0, "close here");
    ok(puppet_sends(&puppet, theirs, "hello") && recv(pair[1], text, sizeof text, 0) == 5, "a datagram from there");
    ok(send(pair[1], "you", 3, 0) == 3 && puppet_receives(&puppet, theirs, "you"), "and one to there");
    ok(puppet_does(&puppet, 'c', theirs, 0) == 0, "close there");
    closesocket(pair[1]);
}

/* The name is given here, the connection made here, and used there. */
static void fresh(void)
{
    SOCKET listening = tcp_listener(), s = tcp_socket(), theirs = shared_with(&puppet, s), accepted;
    struct sockaddr_in address = local_address(listening);
    char byte;
    ok(puppet_does(&puppet, 's', theirs, 0) == SOCKET_ERROR && WSAGetLastError() == WSAENOTCONN, "not connected there");
    ok(connect(s, (struct sockaddr *)&address, sizeof address) == 0, "connect here");
    accepted = accept(listening, NULL, NULL);
    ok(puppet_sends(&puppet, theirs, "x") && recv(accepted, &byte, 1, 0) == 1, "connected there");
    ok(puppet_does(&puppet, 'c', theirs, 0) == 0 && closesocket(s) == 0 && closesocket(accepted) == 0, "close");
    closesocket(listening);
}

static void ipv6(void)
{
    SOCKET s = socket(AF_INET6, SOCK_DGRAM, IPPROTO_UDP), theirs;
    if (s == INVALID_SOCKET)
        return;
    theirs = shared_with(&puppet, s);
    ok(puppet_gets(&puppet, theirs, IPPROTO_IPV6, IPV6_V6ONLY) == 1, "an option of IPv6");
    ok(puppet_does(&puppet, 'c', theirs, 0) == 0 && closesocket(s) == 0, "close");
}

int main(int argc, char **argv)
{
    if (is_puppet(argc, argv))
        return puppet_main();
    start_winsock();
    start_puppet(&puppet, argv);
    listener();
    datagrams();
    fresh();
    ipv6();
    end_puppet(&puppet);
    WSACleanup();
    return ok_done();
}
