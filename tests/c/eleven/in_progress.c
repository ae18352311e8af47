/* C40: while a blocking call asks the hook, every other Winsock call of the thread fails with WSAEINPROGRESS, also one
 * that would not block. WSAIsBlocking and WSACancelBlockingCall are the exceptions; the calls that have no error, such as
 * WSAGetLastError and htons, work as ever. Another thread is not concerned. */
#include "eleven.h"

static SOCKET other, busy;
static int rounds;

static int nothing_but_in_progress(const char *name, BOOL failed)
{
    int error = WSAGetLastError();
    ok(failed && error == WSAEINPROGRESS, "%s in a hook gave error %d", name, error);
    return error;
}

#define refused(call) nothing_but_in_progress(#call, (call) == SOCKET_ERROR)
#define refused_null(call) nothing_but_in_progress(#call, (call) == NULL)

static void calls_on(SOCKET s)
{
    struct sockaddr_in address;
    struct sockaddr *name = (struct sockaddr *)&address;
    int len = sizeof address, value = 1;
    u_long argument = 1;
    char byte;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    refused(closesocket(s));
    refused(recv(s, &byte, 1, 0));
    refused(recvfrom(s, &byte, 1, 0, name, &len));
    refused(send(s, "x", 1, 0));
    refused(sendto(s, "x", 1, 0, name, sizeof address));
    refused(connect(s, name, sizeof address));
    refused(bind(s, name, sizeof address));
    refused(listen(s, 1));
    refused(shutdown(s, 1));
    refused(ioctlsocket(s, FIONBIO, &argument));
    refused(ioctlsocket(s, FIONREAD, &argument));
    refused(getsockname(s, name, &len));
    refused(getpeername(s, name, &len));
    refused(getsockopt(s, SOL_SOCKET, SO_TYPE, (char *)&value, &len));
    refused(setsockopt(s, SOL_SOCKET, SO_KEEPALIVE, (char *)&value, sizeof value));
    nothing_but_in_progress("accept", accept(s, NULL, NULL) == INVALID_SOCKET);
}

static BOOL CALLBACK hook(void)
{
    struct timeval none = {0, 0};
    WSADATA data;
    char name[64];
    u_short port = htons(258);
    if (++rounds > 1)
        return FALSE;
    calls_on(other);
    calls_on(busy);
    nothing_but_in_progress("socket", socket(AF_INET, SOCK_STREAM, 0) == INVALID_SOCKET);
    refused(select(0, NULL, NULL, NULL, &none));
    refused(gethostname(name, sizeof name));
    refused_null(gethostbyname("127.0.0.1"));
    refused_null(gethostbyaddr("\177\0\0\1", 4, AF_INET));
    refused_null(getservbyname("http", "tcp"));
    refused_null(getservbyport(htons(80), "tcp"));
    refused_null(getprotobyname("tcp"));
    refused_null(getprotobynumber(6));
    refused_null(WSASetBlockingHook(hook_address(hook)));
    refused(WSAUnhookBlockingHook());
    refused(WSACleanup());
    ok(WSAStartup(MAKEWORD(1, 1), &data) == WSAEINPROGRESS, "WSAStartup");
    ok(ntohs(port) == 258, "htons");
    ok(inet_addr("1.2.3.4") != INADDR_NONE, "inet_addr");
    ok(WSAIsBlocking(), "WSAIsBlocking");
    ok(WSACancelBlockingCall() == 0, "WSACancelBlockingCall");
    return FALSE;
}

int main(void)
{
    SOCKET pair[2];
    char byte;
    start_winsock();
    tcp_pair(pair);
    busy = pair[0];
    other = pair[1];
    set_hook(hook);
    ok_fails(recv(busy, &byte, 1, 0), WSAEINTR);
    ok(rounds == 1, "asked %d times", rounds);
    ok(send(other, "x", 1, 0) == 1 && recv(busy, &byte, 1, 0) == 1, "nothing of all that has happened");
    WSACleanup();
    return ok_done();
}
