/* gethostbyname, gethostname and getservbyname; the result is the thread's own. */
#include "../thread.h"

static void look_up_elsewhere(void *unused)
{
    struct hostent *host = gethostbyname("192.0.2.7");
    (void)unused;
    ok(host != NULL && *(u_long *)host->h_addr == htonl(0xc0000207), "the other thread's result");
}

int main(void)
{
    struct thread thread;
    struct hostent *host;
    struct servent *service;
    char name[256];
    start_winsock();
    host = gethostbyname("127.0.0.1");
    require(host != NULL);
    ok(host->h_addrtype == AF_INET && host->h_length == 4, "%d, %d", host->h_addrtype, host->h_length);
    start_thread(&thread, look_up_elsewhere, NULL);
    join_thread(&thread);
    ok(*(u_long *)host->h_addr == htonl(INADDR_LOOPBACK) && host->h_addr_list[1] == NULL, "127.0.0.1");
    ok(gethostname(name, sizeof name) == 0 && name[0] != 0, "gethostname");
    ok_fails(gethostname(name, 0), WSAEFAULT);
    service = getservbyname("http", "tcp");
    ok(service != NULL && service->s_port == (short)htons(80), "http");
    ok(getservbyname("no such service", "tcp") == NULL && WSAGetLastError() == WSANO_DATA, "an unknown service");
    WSACleanup();
    return ok_done();
}
