/* The six WSAAsyncGet… calls put what gethostbyname and its kin would give into the caller's buffer, all of it, and post
 * the message with the task's handle. They are there for every version. */
#include "async.h"

static char buffer[MAXGETHOSTSTRUCT];

static void hosts(HWND window)
{
    struct hostent *host = (struct hostent *)(void *)buffer;
    u_long loopback = htonl(INADDR_LOOPBACK);
    ok_answer(WSAAsyncGetHostByName(window, WM_ANSWER, "127.0.0.2", buffer, sizeof buffer), 0);
    ok(strcmp(host->h_name, "127.0.0.2") == 0 && host->h_addrtype == AF_INET && host->h_length == 4, "%s", host->h_name);
    ok(host->h_aliases[0] == NULL && host->h_addr_list[1] == NULL, "one address");
    ok(memcmp(host->h_addr_list[0], "\177\0\0\2", 4) == 0, "127.0.0.2");
    ok_inside(host->h_name, buffer);
    ok_inside(host->h_aliases, buffer);
    ok_inside(host->h_addr_list, buffer);
    ok_inside(host->h_addr_list[0], buffer);
    ok_answer(WSAAsyncGetHostByAddr(window, WM_ANSWER, (char *)&loopback, 4, AF_INET, buffer, sizeof buffer), 0);
    ok(strcmp(host->h_name, "localhost") == 0, "%s", host->h_name);
    ok(*(u_long *)(void *)host->h_addr_list[0] == loopback, "its address");
}

static void services(HWND window)
{
    struct servent *service = (struct servent *)(void *)buffer;
    ok_answer(WSAAsyncGetServByName(window, WM_ANSWER, "ftp", "tcp", buffer, sizeof buffer), 0);
    ok(strcmp(service->s_name, "ftp") == 0 && strcmp(service->s_proto, "tcp") == 0, "%s/%s", service->s_name, service->s_proto);
    ok(ntohs((u_short)service->s_port) == 21, "port %d", ntohs((u_short)service->s_port));
    ok_inside(service->s_name, buffer);
    ok_inside(service->s_proto, buffer);
    ok_inside(service->s_aliases, buffer);
    ok_answer(WSAAsyncGetServByPort(window, WM_ANSWER, htons(25), NULL, buffer, sizeof buffer), 0);
    ok(strcmp(service->s_name, "smtp") == 0, "%s", service->s_name);
}

static void protocols(HWND window)
{
    struct protoent *protocol = (struct protoent *)(void *)buffer;
    ok_answer(WSAAsyncGetProtoByName(window, WM_ANSWER, "udp", buffer, sizeof buffer), 0);
    ok(protocol->p_proto == IPPROTO_UDP && strcmp(protocol->p_name, "udp") == 0, "%s", protocol->p_name);
    ok_inside(protocol->p_name, buffer);
    ok_inside(protocol->p_aliases, buffer);
    ok_answer(WSAAsyncGetProtoByNumber(window, WM_ANSWER, IPPROTO_TCP, buffer, sizeof buffer), 0);
    ok(protocol->p_proto == IPPROTO_TCP && strcmp(protocol->p_name, "tcp") == 0, "%s", protocol->p_name);
}

int main(void)
{
    WSADATA data;
    HWND window = answer_window();
    start_winsock();
    hosts(window);
    services(window);
    protocols(window);
    WSACleanup();
    require(WSAStartup(MAKEWORD(2, 2), &data) == 0);
    hosts(window);
    WSACleanup();
    return ok_done();
}
