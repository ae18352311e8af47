/* Every function of winsock2.h and ws2tcpip.h, called from several threads at once with arguments drawn from pools of
 * good and bad values. Nothing may crash or hang, and a call that fails says so with an error its documentation names.
 * `random_calls SEED CALLS` runs other sequences than those of the test. */
#include "random_values.h"
#include "rounds.h"
#include <mswsock.h>

static void call_socket(struct caller *c)
{
    static const int errors[] = {WSAEAFNOSUPPORT, WSAEINVAL, WSAEPROTONOSUPPORT, WSAEPROTOTYPE, WSAESOCKTNOSUPPORT,
        WSAEACCES, WSAEMFILE, WSAENOBUFS, 0};
    static const int families[] = {AF_UNSPEC, AF_INET, AF_INET6, AF_UNIX, AF_IRDA, 999, -1};
    int family = any_of(c, families, 7), type = (int)below(c, 7), protocol;
    static const int protocols[] = {0, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_ICMP, 255, 300, -1};
    protocol = any_of(c, protocols, 7);
    if (one_in(c, 2)) {
        family = one_in(c, 2) ? AF_INET : AF_INET6;
        type = one_in(c, 2) ? SOCK_STREAM : SOCK_DGRAM;
        protocol = 0;
    }
    adopt(c, (SOCKET)TRIED(socket(family, type, protocol), INVALID_SOCKET, errors));
}

static void call_WSASocket(struct caller *c)
{
    static const int errors[] = {WSAEAFNOSUPPORT, WSAEFAULT, WSAEINVAL, WSAEINVALIDPROVIDER, WSAEMFILE, WSAENOBUFS,
        WSAEPROTONOSUPPORT, WSAEPROTOTYPE, WSAESOCKTNOSUPPORT, WSAEACCES, 0};
    WSAPROTOCOL_INFOA narrow;
    WSAPROTOCOL_INFOW wide;
    SOCKET original = any_socket(c);
    int from = FROM_PROTOCOL_INFO, asked = one_in(c, 2) ? from : number(c);
    fill_random(c, &narrow, sizeof narrow);
    fill_random(c, &wide, sizeof wide);
    if (!one_in(c, 4)) {
        static const int duplicate_errors[] = {WSAEFAULT, WSAEINVAL, WSAEMFILE, WSAENOBUFS, 0};
        DWORD process = one_in(c, 8) ? (DWORD)number(c) : GetCurrentProcessId();
        TRY(WSADuplicateSocketA(original, process, &narrow), SOCKET_ERROR, duplicate_errors);
        TRY(WSADuplicateSocketW(original, process, &wide), SOCKET_ERROR, duplicate_errors);
        TRY(WSADuplicateSocketW(original, process, NULL), SOCKET_ERROR, duplicate_errors);
    }
    adopt(c, (SOCKET)TRIED(WSASocketA(asked, from, asked, one_in(c, 8) ? NULL : &narrow, 0, (DWORD)number(c)),
        INVALID_SOCKET, errors));
    adopt(c, (SOCKET)TRIED(WSASocketW(asked, from, asked, one_in(c, 8) ? NULL : &wide, 0, (DWORD)number(c)),
        INVALID_SOCKET, errors));
}

/* By chance alone few connections would come about. */
static void call_pair(struct caller *c)
{
    SOCKET pair[2];
    if (one_in(c, 2))
        tcp_pair(pair);
    else
        udp_pair(pair);
    adopt(c, pair[0]);
    adopt(c, pair[1]);
}

static void call_closesocket(struct caller *c)
{
    static const int errors[] = {WSAEWOULDBLOCK, 0};
    if (one_in(c, 4))
        TRY(closesocket(any_socket(c)), SOCKET_ERROR, errors);
}

static void call_bind(struct caller *c)
{
    static const int errors[] = {WSAEACCES, WSAEADDRINUSE, WSAEADDRNOTAVAIL, WSAEAFNOSUPPORT, WSAEFAULT, WSAEINVAL,
        WSAENOBUFS, 0};
    int length;
    const struct sockaddr *name = address(c, &length);
    TRY(bind(any_socket(c), name, length), SOCKET_ERROR, errors);
}

static void call_listen(struct caller *c)
{
    static const int errors[] = {WSAEADDRINUSE, WSAEINVAL, WSAEISCONN, WSAEMFILE, WSAENOBUFS, WSAEOPNOTSUPP, 0};
    TRY(listen(any_socket(c), number(c)), SOCKET_ERROR, errors);
}

static int CALLBACK answer_somehow(LPWSABUF caller_id, LPWSABUF caller_data, LPQOS socket_qos, LPQOS group_qos,
    LPWSABUF callee_id, LPWSABUF callee_data, GROUP *group, DWORD_PTR data)
{
    struct caller *c = (struct caller *)data;
    (void)caller_data, (void)socket_qos, (void)group_qos, (void)callee_data, (void)group;
    memset(caller_id->buf, 0xff, caller_id->len);
    memset(callee_id->buf, 0xff, callee_id->len);
    if (one_in(c, 2))
        call_closesocket(c);
    return one_in(c, 8) ? number(c) : (int)below(c, 3);
}

static void call_accept(struct caller *c)
{
    static const int errors[] = {WSAEACCES, WSAECONNREFUSED, WSAECONNRESET, WSAEFAULT, WSAEINTR, WSAEINVAL, WSAEMFILE,
        WSAENOBUFS, WSAEOPNOTSUPP, WSAEWOULDBLOCK, WSATRY_AGAIN, 0};
    struct sockaddr *name = (struct sockaddr *)room(c);
    int *length_out = (int *)cell(c, length_of_room(c));
    if (one_in(c, 2))
        adopt(c, (SOCKET)TRIED(accept(any_socket(c), name, length_out), INVALID_SOCKET, errors));
    else
        adopt(c, (SOCKET)TRIED(WSAAccept(any_socket(c), name, length_out, one_in(c, 4) ? NULL : answer_somehow,
            (DWORD_PTR)c), INVALID_SOCKET, errors));
}

static void call_connect(struct caller *c)
{
    static const int errors[] = {WSAEACCES, WSAEADDRINUSE, WSAEADDRNOTAVAIL, WSAEAFNOSUPPORT, WSAEALREADY,
        WSAECONNREFUSED, WSAEFAULT, WSAEHOSTUNREACH, WSAEINTR, WSAEINVAL, WSAEISCONN, WSAENETUNREACH, WSAENOBUFS,
        WSAETIMEDOUT, WSAEWOULDBLOCK, 0};
    int length;
    const struct sockaddr *name = address(c, &length);
    WSABUF data = {16, c->room};
    if (one_in(c, 2))
        TRY(connect(any_socket(c), name, length), SOCKET_ERROR, errors);
    else
        TRY(WSAConnect(any_socket(c), name, length, one_in(c, 2) ? NULL : &data, one_in(c, 2) ? NULL : &data, NULL,
            NULL), SOCKET_ERROR, errors);
}

static const int transfer_errors[] = {WSAEACCES, WSAEADDRNOTAVAIL, WSAEAFNOSUPPORT, WSAECONNABORTED, WSAECONNRESET,
    WSAEDESTADDRREQ, WSAEFAULT, WSAEHOSTUNREACH, WSAEINTR, WSAEINVAL, WSAEISCONN, WSAEMSGSIZE, WSAENETRESET,
    WSAENETUNREACH, WSAENOBUFS, WSAENOTCONN, WSAEOPNOTSUPP, WSAESHUTDOWN, WSAETIMEDOUT, WSAEWOULDBLOCK, 0};

static void call_send(struct caller *c)
{
    int length = length_of_room(c), name_length;
    const struct sockaddr *name = address(c, &name_length);
    if (one_in(c, 2))
        TRY(send(any_socket(c), (const char *)room(c), length, flags(c)), SOCKET_ERROR, transfer_errors);
    else
        TRY(sendto(any_socket(c), (const char *)room(c), length, flags(c), name, name_length), SOCKET_ERROR,
            transfer_errors);
}

static void call_recv(struct caller *c)
{
    int length = length_of_room(c), name_length = number(c);
    char names[128];
    struct sockaddr *name = one_in(c, 4) ? NULL : (struct sockaddr *)names;
    if (name_length > (int)sizeof names)
        name_length = (int)sizeof names;
    switch (below(c, 3)) {
    case 0:
        TRY(recv(any_socket(c), (char *)room(c), length, flags(c)), SOCKET_ERROR, transfer_errors);
        break;
    case 1:
        TRY(recvfrom(any_socket(c), (char *)room(c), length, flags(c), name, (int *)cell(c, name_length)),
            SOCKET_ERROR, transfer_errors);
        break;
    default:
        TRY(WSARecvEx(any_socket(c), (char *)room(c), length, (int *)cell(c, flags(c))), SOCKET_ERROR, transfer_errors);
    }
}

static void call_WSASend(struct caller *c)
{
    WSABUF list[20];
    DWORD count = buffers(c, list), *sent_out = (DWORD *)cell(c, 0);
    int name_length;
    const struct sockaddr *name = address(c, &name_length);
    WSABUF *list_in = one_in(c, 16) ? NULL : list;
    switch (below(c, 3)) {
    case 0:
        TRY(WSASend(any_socket(c), list_in, count, sent_out, (DWORD)flags(c), NULL, NULL), SOCKET_ERROR,
            transfer_errors);
        break;
    case 1:
        TRY(WSASendTo(any_socket(c), list_in, count, sent_out, (DWORD)flags(c), name, name_length, NULL, NULL),
            SOCKET_ERROR, transfer_errors);
        break;
    default: {
        WSAMSG message;
        memset(&message, 0, sizeof message);
        message.name = (struct sockaddr *)name;
        message.namelen = name_length;
        message.lpBuffers = list_in;
        message.dwBufferCount = count;
        TRY(WSASendMsg(any_socket(c), one_in(c, 8) ? NULL : &message, (DWORD)flags(c), sent_out, NULL, NULL),
            SOCKET_ERROR, transfer_errors);
    }
    }
}

static void call_WSARecv(struct caller *c)
{
    WSABUF list[20];
    DWORD count = buffers(c, list), received;
    DWORD *flags_out = (DWORD *)cell(c, flags(c)), *received_out = one_in(c, 8) ? NULL : &received;
    char names[128];
    int name_length = number(c) & 127;
    WSABUF *list_in = one_in(c, 16) ? NULL : list;
    if (one_in(c, 2))
        TRY(WSARecv(any_socket(c), list_in, count, received_out, flags_out, NULL, NULL), SOCKET_ERROR, transfer_errors);
    else
        TRY(WSARecvFrom(any_socket(c), list_in, count, received_out, flags_out, (struct sockaddr *)names, one_in(c,
            8) ? NULL : &name_length, NULL, NULL), SOCKET_ERROR, transfer_errors);
}

static void call_shutdown(struct caller *c)
{
    static const int errors[] = {WSAECONNABORTED, WSAECONNRESET, WSAEFAULT, WSAEINVAL, WSAENOPROTOOPT, WSAENOTCONN, 0};
    WSABUF data = {(u_long)below(c, 3), c->room};
    WSABUF *data_in = one_in(c, 2) ? NULL : &data;
    if (!one_in(c, 8))
        return;
    switch (below(c, 3)) {
    case 0:
        TRY(shutdown(any_socket(c), number(c)), SOCKET_ERROR, errors);
        break;
    case 1:
        TRY(WSASendDisconnect(any_socket(c), data_in), SOCKET_ERROR, errors);
        break;
    default:
        TRY(WSARecvDisconnect(any_socket(c), data_in), SOCKET_ERROR, errors);
    }
}

static void call_names(struct caller *c)
{
    static const int errors[] = {WSAEFAULT, WSAEINVAL, WSAENOTCONN, WSAECONNRESET, WSAECONNABORTED, 0};
    struct sockaddr *name = (struct sockaddr *)room(c);
    int *length_out = (int *)cell(c, length_of_room(c));
    if (one_in(c, 2))
        TRY(getsockname(any_socket(c), name, length_out), SOCKET_ERROR, errors);
    else
        TRY(getpeername(any_socket(c), name, length_out), SOCKET_ERROR, errors);
}

static void call_options(struct caller *c)
{
    static const int errors[] = {WSAEACCES, WSAEADDRNOTAVAIL, WSAEFAULT, WSAEINVAL, WSAENETRESET, WSAENOBUFS,
        WSAENOPROTOOPT, WSAENOTCONN, WSAEISCONN, WSAEOPNOTSUPP, 0};
    static const int levels[] = {SOL_SOCKET, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_IP, IPPROTO_IPV6, 0, -1, 12345};
    int level = any_of(c, levels, 8), name = one_in(c, 2) ? (int)below(c, 80) : option(c), length = length_of_room(c);
    char *value = (char *)room(c);
    if (one_in(c, 2)) {
        TRY(getsockopt(any_socket(c), level, name, value, (int *)cell(c, length)), SOCKET_ERROR, errors);
        return;
    }
    /* Multicast is for networks; a send time-out of days must not outlive the test. */
    if (value != NULL)
        memset(value, (int)below(c, 3), 64);
    if (length > 64)
        length = (int)below(c, 64);
    TRY(setsockopt(any_socket(c), level, name, value, length), SOCKET_ERROR, errors);
}

static void call_ioctl(struct caller *c)
{
    static const int errors[] = {WSAEFAULT, WSAEINVAL, WSAENOPROTOOPT, WSAEOPNOTSUPP, WSAEWOULDBLOCK, WSAENOTCONN,
        WSAEADDRNOTAVAIL, WSAEACCES, WSAENOBUFS, WSAENETUNREACH, WSAEHOSTUNREACH, WSAEAFNOSUPPORT, 0};
    static const DWORD codes[] = {(DWORD)FIONBIO, (DWORD)FIONREAD, (DWORD)SIOCATMARK, SIO_KEEPALIVE_VALS,
        SIO_UDP_CONNRESET, SIO_ADDRESS_LIST_QUERY, SIO_ROUTING_INTERFACE_QUERY, 0x4004747f,
        SIO_GET_EXTENSION_FUNCTION_POINTER, SIO_BASE_HANDLE, SIO_TCP_INFO, SIO_FLUSH, SIO_FIND_ROUTE, SIO_RCVALL,
        SIO_TRANSLATE_HANDLE, SIO_ADDRESS_LIST_SORT, 0, 0xffffffff};
    DWORD code = one_in(c, 8) ? (DWORD)number(c) : codes[below(c, sizeof codes / sizeof codes[0])];
    DWORD in = (DWORD)length_of_room(c), out = (DWORD)length_of_room(c);
    /* No socket may become blocking: 0 is what FIONBIO never gets. */
    char *input = (char *)room(c), output[ROOM];
    if (one_in(c, 2)) {
        TRY(ioctlsocket(any_socket(c), (LONG)code, (u_long *)cell(c, 1)), SOCKET_ERROR, errors);
        return;
    }
    if (input != NULL)
        memset(input, 1, 64);
    if (in > ROOM)
        in = 0;
    if (out > ROOM)
        out = 0;
    TRY(WSAIoctl(any_socket(c), code, input, in, one_in(c, 8) ? NULL : output, out, (DWORD *)cell(c, 0), NULL, NULL),
        SOCKET_ERROR, errors);
}

static void call_select(struct caller *c)
{
    static const int errors[] = {WSAEFAULT, WSAEINTR, WSAEINVAL, 0};
    fd_set sets[3];
    struct timeval time;
    int i, count;
    unsigned k;
    time.tv_sec = one_in(c, 16) ? -1 : 0;
    time.tv_usec = one_in(c, 16) ? number(c) % 1000 : (LONG)below(c, 2000);
    for (i = 0; i < 3; i++) {
        sets[i].fd_count = (u_int)below(c, 6);
        for (k = 0; k < sets[i].fd_count; k++)
            sets[i].fd_array[k] = one_in(c, 16) ? any_socket(c) : pool_socket(c);
    }
    count = (int)TRIED(select(number(c), one_in(c, 3) ? NULL : &sets[0], one_in(c, 3) ? NULL : &sets[1], one_in(c,
        3) ? NULL : &sets[2], &time), SOCKET_ERROR, errors);
    ok(count <= 18, "select counts %d", count);
}

static void call_WSAPoll(struct caller *c)
{
    static const int errors[] = {WSAEFAULT, WSAEINTR, WSAEINVAL, WSAENOBUFS, 0};
    WSAPOLLFD entries[6];
    ULONG i, count = (ULONG)below(c, 7);
    int ready;
    for (i = 0; i < 6; i++) {
        entries[i].fd = any_socket(c);
        entries[i].events = (SHORT)(one_in(c, 16) ? number(c) : (int)(below(c, 2) * POLLRDNORM + below(c,
            2) * POLLWRNORM + below(c, 2) * POLLRDBAND));
    }
    ready = (int)TRIED(WSAPoll(one_in(c, 16) ? NULL : entries, count, (int)below(c, 3)), SOCKET_ERROR, errors);
    ok(ready <= (int)count, "WSAPoll counts %d of %d", ready, (int)count);
}

static void call_events(struct caller *c)
{
    WSAEVENT events[3];
    WSANETWORKEVENTS found;
    int i;
    for (i = 0; i < 3; i++)
        events[i] = one_in(c, 2) ? (WSAEVENT)any_socket(c) : shared_event;
    switch (below(c, 6)) {
    case 0: {
        WSAEVENT event = WSACreateEvent();
        ok(event != WSA_INVALID_EVENT && WSACloseEvent(event), "an event is created and closed");
        break;
    }
    case 1:
        TRY(WSASetEvent(events[0]), FALSE, any_error);
        break;
    case 2:
        TRY(WSAResetEvent(events[0]), FALSE, any_error);
        break;
    case 3:
        TRY(WSAWaitForMultipleEvents((DWORD)below(c, 4), one_in(c, 8) ? NULL : events, one_in(c, 2), below(c, 3),
            one_in(c, 2)), WSA_WAIT_FAILED, any_error);
        break;
    case 4:
        TRY(WSAEventSelect(any_socket(c), events[0], number(c) & 0x3f), SOCKET_ERROR, any_error);
        break;
    default:
        TRY(WSAEnumNetworkEvents(any_socket(c), events[0], one_in(c, 8) ? NULL : &found), SOCKET_ERROR, any_error);
    }
}

static void call_byte_order(struct caller *c)
{
    static const int errors[] = {WSAEFAULT, 0};
    u_long wide;
    u_short narrow;
    SOCKET s = any_socket(c);
    TRY(WSAHtonl(s, (u_long)number(c), one_in(c, 8) ? NULL : &wide), SOCKET_ERROR, errors);
    TRY(WSANtohl(s, (u_long)number(c), one_in(c, 8) ? NULL : &wide), SOCKET_ERROR, errors);
    TRY(WSAHtons(s, (u_short)number(c), one_in(c, 8) ? NULL : &narrow), SOCKET_ERROR, errors);
    TRY(WSANtohs(s, (u_short)number(c), one_in(c, 8) ? NULL : &narrow), SOCKET_ERROR, errors);
    ok(ntohl(htonl(0x01020304)) == 0x01020304 && ntohs(htons(0x0102)) == 0x0102 && ntohll(htonll(1)) == 1,
        "byte order");
}

static void call_address_text(struct caller *c)
{
    char text[80], *text_in = one_in(c, 8) ? NULL : text;
    WCHAR wide[80], *wide_in = one_in(c, 8) ? NULL : wide;
    int length, out_length = number(c) % 128, name_length;
    const struct sockaddr *name = address(c, &name_length);
    DWORD text_length = (DWORD)number(c) % 81;
    struct sockaddr_storage parsed;
    BYTE binary[16];
    any_text(c, text, sizeof text);
    any_wide_text(c, wide, 80);
    if (out_length < 0)
        out_length = 0;
    length = out_length;
    if (name_length < 0 || name_length > 128)
        name_length = 0;
    inet_addr(one_in(c, 16) ? NULL : text);
    TRY(inet_pton(number(c) % 30, text_in, one_in(c, 16) ? NULL : binary), -1, any_error);
    TRY(inet_pton(AF_INET6, text_in, binary), -1, any_error);
    TRY(InetPtonW(one_in(c, 2) ? AF_INET : AF_INET6, wide_in, binary), -1, any_error);
    TRY(WSAStringToAddressA(text_in, one_in(c, 4) ? number(c) : one_in(c, 2) ? AF_INET : AF_INET6, NULL, one_in(c,
        8) ? NULL : (struct sockaddr *)&parsed, one_in(c, 8) ? NULL : &length), SOCKET_ERROR, any_error);
    length = out_length;
    TRY(WSAStringToAddressW(wide_in, one_in(c, 2) ? AF_INET : AF_INET6, NULL, (struct sockaddr *)&parsed, &length),
        SOCKET_ERROR, any_error);
    fill_random(c, binary, sizeof binary);
    TRY(inet_ntop(number(c) % 30, binary, text_in, below(c, sizeof text)) == NULL, 1, any_error);
    TRY(inet_ntop(AF_INET6, binary, text_in, below(c, sizeof text)) == NULL, 1, any_error);
    TRY(InetNtopW(AF_INET6, binary, wide_in, below(c, 80)) == NULL, 1, any_error);
    TRY(WSAAddressToStringA((struct sockaddr *)name, (DWORD)name_length, NULL, text_in, one_in(c,
        8) ? NULL : &text_length), SOCKET_ERROR, any_error);
    text_length = (DWORD)below(c, 81);
    TRY(WSAAddressToStringW((struct sockaddr *)name, (DWORD)name_length, NULL, wide_in, &text_length), SOCKET_ERROR,
        any_error);
}

/* Numbers and "localhost" only: other names would go out to a network. */
static void call_name_resolution(struct caller *c)
{
    static const char *const nodes[] = {"127.0.0.1", "::1", "localhost", "", "0x7f.1", "fe80::1%1"};
    static const char *const services[] = {"80", "http", "", "99999", "-1", "domain"};
    const char *node = one_in(c, 8) ? NULL : nodes[below(c, 6)], *service = one_in(c, 3) ? NULL : services[below(c, 6)];
    struct addrinfo hints, *result = NULL;
    char host[64], port[64];
    int name_length;
    const struct sockaddr *name = address(c, &name_length);
    memset(&hints, 0, sizeof hints);
    hints.ai_flags = one_in(c, 2) ? 0 : number(c) & 0xf;
    hints.ai_family = one_in(c, 2) ? 0 : number(c) % 30;
    hints.ai_socktype = one_in(c, 2) ? 0 : number(c) % 6;
    hints.ai_protocol = one_in(c, 2) ? 0 : number(c) % 18;
    if (getaddrinfo(node, service, one_in(c, 3) ? NULL : &hints, &result) == 0)
        freeaddrinfo(result);
    if (name_length < 0 || name_length > 128)
        name_length = 0;
    getnameinfo(name, name_length, one_in(c, 8) ? NULL : host, below(c, 65), one_in(c, 8) ? NULL : port, below(c, 65),
        NI_NUMERICHOST | (one_in(c, 2) ? NI_NUMERICSERV : NI_DGRAM));
    TRY(gethostbyname("127.0.0.1") == NULL, 1, any_error);
    TRY(gethostname(one_in(c, 8) ? NULL : host, number(c) % 65), SOCKET_ERROR, any_error);
    TRY(getservbyname(service == NULL ? "" : service, one_in(c, 2) ? NULL : "tcp") == NULL, 1, any_error);
    TRY(getservbyport(number(c), one_in(c, 2) ? NULL : "udp") == NULL, 1, any_error);
    TRY(getprotobyname(one_in(c, 2) ? "tcp" : "") == NULL, 1, any_error);
    TRY(getprotobynumber(number(c)) == NULL, 1, any_error);
    ok(gai_strerrorA(number(c)) != NULL && inet_ntoa(((struct sockaddr_in *)&c->address)->sin_addr) != NULL, "text");
}

static void call_catalog(struct caller *c)
{
    DWORD length = (DWORD)below(c, 4) * 400;
    int protocols[3];
    char own[1200];
    protocols[0] = number(c);
    protocols[1] = one_in(c, 2) ? IPPROTO_TCP : 0;
    protocols[2] = 0;
    TRY(WSAEnumProtocolsA(one_in(c, 2) ? NULL : protocols, one_in(c, 4) ? NULL : (LPWSAPROTOCOL_INFOA)own, one_in(c,
        8) ? NULL : &length), SOCKET_ERROR, any_error);
    length = (DWORD)below(c, 4) * 400;
    TRY(WSAEnumProtocolsW(one_in(c, 2) ? NULL : protocols, one_in(c, 4) ? NULL : (LPWSAPROTOCOL_INFOW)own, &length),
        SOCKET_ERROR, any_error);
}

static void call_startup(struct caller *c)
{
    WSADATA data;
    int error = WSAStartup((WORD)number(c), one_in(c, 8) ? NULL : &data);
    ok(error == 0 || error == WSAVERNOTSUPPORTED || error == WSAEFAULT, "WSAStartup gave %d", error);
    if (error == 0)
        ok(WSACleanup() == 0, "WSACleanup");
}

static void (*const calls[])(struct caller *) = {
    call_socket, call_pair, call_pair, call_WSASocket, call_closesocket, call_bind, call_listen, call_accept,
        call_connect, call_connect,
    call_send, call_send, call_recv, call_recv, call_WSASend, call_WSARecv, call_shutdown, call_names, call_options,
    call_options, call_ioctl, call_select, call_WSAPoll, call_events, call_byte_order, call_address_text,
    call_name_resolution, call_catalog, call_startup,
};

static unsigned seed = 20260101;

static void work(void *argument)
{
    static volatile LONG threads, finished;
    struct caller *c = (struct caller *)calloc(1, sizeof *c);
    int i, rounds = *(int *)argument;
    require(c != NULL);
    c->random = seed + 7919u * (unsigned)InterlockedIncrement(&threads);
    for (i = 0; i < rounds; i++)
        calls[below(c, sizeof calls / sizeof calls[0])](c);
    free(c);
    if (InterlockedIncrement(&finished) % THREADS == 0)
        discard_all();
}

int main(int argc, char **argv)
{
    int result;
    if (argc > 1)
        seed = (unsigned)atoi(argv[1]);
    shared_event = CreateEvent(NULL, TRUE, FALSE, NULL);
    require(shared_event != NULL);
    result = stress(work, argc > 2 ? atoi(argv[2]) : 2000);
    CloseHandle(shared_event);
    return result;
}
