/* WSAJoinLeaf: a UDP socket made as a leaf becomes a member of a multicast group and goes on as the same socket. */
#include "../events.h"

#define LEAF (WSA_FLAG_OVERLAPPED | WSA_FLAG_MULTIPOINT_C_LEAF | WSA_FLAG_MULTIPOINT_D_LEAF)

static struct sockaddr_in group_address(const char *text, u_short port)
{
    struct sockaddr_in group;
    memset(&group, 0, sizeof group);
    group.sin_family = AF_INET;
    require(inet_pton(AF_INET, text, &group.sin_addr) == 1);
    group.sin_port = port;
    return group;
}

static SOCKET join(SOCKET s, struct sockaddr_in *group, DWORD flags)
{
    return WSAJoinLeaf(s, (struct sockaddr *)group, sizeof *group, NULL, NULL, NULL, NULL, flags);
}

/* A leaf whose groups are those of the loopback interface. */
static SOCKET local_leaf(void)
{
    SOCKET s = WSASocketW(AF_INET, SOCK_DGRAM, 0, NULL, 0, LEAF);
    struct in_addr interface_address;
    require(s != INVALID_SOCKET);
    interface_address.s_addr = htonl(INADDR_LOOPBACK);
    require(setsockopt(s, IPPROTO_IP, IP_MULTICAST_IF, (char *)&interface_address, sizeof interface_address) == 0);
    return s;
}

static void hears_the_group(void)
{
    SOCKET member = local_leaf(), sender = local_leaf();
    struct sockaddr_in group = group_address("239.255.71.21", 0), other = group_address("239.255.71.22", 0);
    char buffer[8], byte[1] = {7};
    WSABUF answer;
    answer.len = sizeof byte;
    answer.buf = byte;
    ok(WSAJoinLeaf(member, (struct sockaddr *)&group, sizeof group, NULL, &answer, NULL, NULL, JL_BOTH) == member,
       "the same socket");
    ok(answer.len == 0, "nobody answers with data");
    ok(join(sender, &group, JL_SENDER_ONLY) == sender, "a sender");
    group.sin_port = local_address(member).sin_port;
    ok(group.sin_port != 0, "the member has a name");
    ok(sendto(sender, "hello", 5, 0, (struct sockaddr *)&group, sizeof group) == 5, "sendto");
    ok(recv(member, buffer, sizeof buffer, 0) == 5, "the member hears it");
    ok_fails(join(member, &group, JL_RECEIVER_ONLY), WSAEISCONN);
    ok(join(member, &other, JL_RECEIVER_ONLY) == member, "a second group");
    closesocket(member);
    closesocket(sender);
}

static void tells_by_event(void)
{
    SOCKET member = local_leaf();
    struct sockaddr_in group = group_address("239.255.71.21", 0);
    WSAEVENT event = selected_event(member, EVERY_EVENT);
    ok(join(member, &group, JL_BOTH) == member, "joins without waiting");
    ok_events(member, event, FD_CONNECT | FD_WRITE);
    closesocket(member);
    WSACloseEvent(event);
}

static void refused(void)
{
    static const DWORD roles[] = {
        WSA_FLAG_MULTIPOINT_C_LEAF, WSA_FLAG_MULTIPOINT_D_LEAF,
        WSA_FLAG_MULTIPOINT_C_ROOT | WSA_FLAG_MULTIPOINT_D_LEAF,
        WSA_FLAG_MULTIPOINT_C_LEAF | WSA_FLAG_MULTIPOINT_D_ROOT
    };
    SOCKET leaf = local_leaf(), plain = udp_socket(), stream = tcp_socket();
    struct sockaddr_in group = group_address("239.255.71.21", 0), nobody = loopback_address(7), family = group;
    struct sockaddr *name = (struct sockaddr *)&group;
    char byte[1] = {7};
    WSABUF data;
    size_t i;
    data.len = sizeof byte;
    data.buf = byte;
    for (i = 0; i < sizeof roles / sizeof *roles; i++)
        ok_fails(WSASocketW(AF_INET, SOCK_DGRAM, 0, NULL, 0, roles[i]), WSAEINVAL);
    ok_fails(WSASocketA(AF_INET, SOCK_STREAM, 0, NULL, 0, LEAF), WSAEINVAL);
    ok_fails(join(INVALID_SOCKET, &group, JL_BOTH), WSAENOTSOCK);
    ok_fails(join(plain, &group, JL_BOTH), WSAEOPNOTSUPP);
    ok_fails(join(stream, &group, JL_BOTH), WSAEOPNOTSUPP);
    ok_fails(join(leaf, &group, 0), WSAEINVAL);
    ok_fails(join(leaf, &group, JL_SENDER_ONLY | JL_RECEIVER_ONLY), WSAEINVAL);
    ok_fails(join(leaf, NULL, JL_BOTH), WSAEFAULT);
    ok_fails(WSAJoinLeaf(leaf, name, sizeof group - 1, NULL, NULL, NULL, NULL, JL_BOTH), WSAEFAULT);
    ok_fails(WSAJoinLeaf(leaf, name, sizeof group, &data, NULL, NULL, NULL, JL_BOTH), WSAEPROTONOSUPPORT);
    ok_fails(join(leaf, &nobody, JL_BOTH), WSAEADDRNOTAVAIL);
    family.sin_family = AF_UNSPEC;
    ok_fails(join(leaf, &family, JL_BOTH), WSAEAFNOSUPPORT);
    closesocket(leaf);
    ok_fails(join(leaf, &group, JL_BOTH), WSAENOTSOCK);
    closesocket(plain);
    closesocket(stream);
}

int main(void)
{
    start_winsock();
    hears_the_group();
    tells_by_event();
    refused();
    WSACleanup();
    return ok_done();
}
