/* winsock.h numbers the options of level IPPROTO_IP as version 1.1 did; its getsockopt and setsockopt are wsock32's, which
 * know these numbers. The functions that wsock32.dll gives by name are the same, those of ws2_32.dll know the new ones. */
#include "eleven.h"

#if IP_OPTIONS != 1 || IP_MULTICAST_IF != 2 || IP_MULTICAST_TTL != 3 || IP_MULTICAST_LOOP != 4 || IP_ADD_MEMBERSHIP != 5
#error "not the numbers of version 1.1"
#endif
#if IP_DROP_MEMBERSHIP != 6 || IP_TTL != 7 || IP_TOS != 8 || IP_DONTFRAGMENT != 9
#error "not the numbers of version 1.1"
#endif

typedef int(WINAPI *getsockopt_function)(SOCKET, int, int, char *, int *);

static int option_of(SOCKET s, int name)
{
    int value = -1, len = sizeof value;
    ok(getsockopt(s, IPPROTO_IP, name, (char *)&value, &len) == 0, "getsockopt %d", name);
    return value;
}

static void set_option(SOCKET s, int name, int value)
{
    ok(setsockopt(s, IPPROTO_IP, name, (char *)&value, sizeof value) == 0, "setsockopt %d", name);
    ok(option_of(s, name) == value, "option %d is %d", name, option_of(s, name));
}

static int by_name(const char *library, SOCKET s, int name)
{
    int value = -1, len = sizeof value;
    FARPROC address = GetProcAddress(LoadLibraryA(library), "getsockopt");
    require(address != NULL);
    ok(((getsockopt_function)(void (*)(void))address)(s, IPPROTO_IP, name, (char *)&value, &len) == 0, "%s", library);
    return value;
}

/* A datagram sent to a group comes to a member: the numbers reach the options they are meant for. */
static void joins_a_group(void)
{
    SOCKET member = udp_socket(), sender = udp_socket();
    struct sockaddr_in address = loopback_address(0), group;
    struct ip_mreq membership;
    struct in_addr loopback;
    char byte;
    loopback.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_addr.s_addr = INADDR_ANY;
    require(bind(member, (struct sockaddr *)&address, sizeof address) == 0);
    membership.imr_multiaddr.s_addr = inet_addr("239.1.2.3");
    membership.imr_interface = loopback;
    ok(setsockopt(member, IPPROTO_IP, IP_ADD_MEMBERSHIP, (char *)&membership, sizeof membership) == 0, "join");
    ok_fails(setsockopt(member, IPPROTO_IP, IP_ADD_MEMBERSHIP, (char *)&membership, sizeof membership), WSAEADDRINUSE);
    ok(setsockopt(sender, IPPROTO_IP, IP_MULTICAST_IF, (char *)&loopback, sizeof loopback) == 0, "interface");
    group = local_address(member);
    group.sin_addr = membership.imr_multiaddr;
    ok(sendto(sender, "x", 1, 0, (struct sockaddr *)&group, sizeof group) == 1, "send to the group");
    ok(becomes_ready(member, 'r', 10000) && recv(member, &byte, 1, 0) == 1, "the member receives");
    ok(setsockopt(member, IPPROTO_IP, IP_DROP_MEMBERSHIP, (char *)&membership, sizeof membership) == 0, "leave");
    ok_fails(setsockopt(member, IPPROTO_IP, IP_DROP_MEMBERSHIP, (char *)&membership, sizeof membership), WSAEADDRNOTAVAIL);
}

int main(void)
{
    SOCKET s;
    start_winsock();
    s = udp_socket();
    set_option(s, IP_MULTICAST_TTL, 5);
    set_option(s, IP_MULTICAST_LOOP, 0);
    set_option(s, IP_TTL, 77);
    set_option(s, IP_DONTFRAGMENT, 1);
    ok(option_of(s, 4) == 0 && option_of(s, 3) == 5, "old numbers are meant");
    ok(option_of(s, 10) == 5 && option_of(s, 11) == 0, "later numbers that were free in version 1.1 are known, too");
    ok(by_name("wsock32.dll", s, 7) == 77, "wsock32.dll");
    ok(by_name("ws2_32.dll", s, 4) == 77, "ws2_32.dll");
    joins_a_group();
    WSACleanup();
    return ok_done();
}
