/* getaddrinfo and getnameinfo for numbers and the local host; a connection through what they give. */
#include "../loopback.h"

int main(void)
{
    struct addrinfo hints, *list = NULL;
    char host[64], service[16];
    SOCKET listener, s;
    start_winsock();
    listener = tcp_listener();
    sprintf(service, "%d", ntohs(local_address(listener).sin_port));
    memset(&hints, 0, sizeof hints);
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICHOST;
    ok(getaddrinfo("127.0.0.1", service, &hints, &list) == 0 && list != NULL, "getaddrinfo");
    require(list != NULL);
    ok(list->ai_family == AF_INET && list->ai_socktype == SOCK_STREAM, "%d, %d", list->ai_family, list->ai_socktype);
    s = socket(list->ai_family, list->ai_socktype, list->ai_protocol);
    ok(connect(s, list->ai_addr, (int)list->ai_addrlen) == 0, "connect");
    ok(getnameinfo(list->ai_addr, (socklen_t)list->ai_addrlen, host, sizeof host, service, sizeof service,
                   NI_NUMERICHOST | NI_NUMERICSERV) == 0 && strcmp(host, "127.0.0.1") == 0,
       "getnameinfo: %s", host);
    freeaddrinfo(list);
    ok(getaddrinfo("localhost", NULL, NULL, &list) == 0, "localhost");
    freeaddrinfo(list);
    ok(getaddrinfo("no address", NULL, &hints, &list) == WSAHOST_NOT_FOUND, "no number");
    ok(getaddrinfo(NULL, NULL, &hints, &list) == WSAHOST_NOT_FOUND, "nothing asked for");
    hints.ai_family = 99;
    ok(getaddrinfo("127.0.0.1", NULL, &hints, &list) == WSAEAFNOSUPPORT, "no such family");
    WSACleanup();
    return ok_done();
}
